"""What a text says of an amount besides its value: a bound, a rise or fall, what it is compared with, per what."""

from align.fidelity.quantities.qualifiers.bases import basis_of
from align.fidelity.quantities.qualifiers.bounds import bound_of
from align.fidelity.quantities.qualifiers.changes import change_of
from align.fidelity.quantities.qualifiers.denominators import denominators_of
from align.fidelity.quantities.qualifiers.points import in_points
from align.fidelity.quantities.qualifiers.qualifier import Qualifier

__all__ = ["Qualifier", "basis_of", "bound_of", "change_of", "denominators_of", "in_points"]

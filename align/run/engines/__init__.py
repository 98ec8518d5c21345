"""Where shards are worked: processes of this machine, or a Ray cluster."""

"""The editor's loop: findings gone through, decided and corrected, on a local page or in Word.

align review SOURCE TARGET               one article
align review RUN                         all articles of a run
align review --import FILE.docx          what came back from Word
"""

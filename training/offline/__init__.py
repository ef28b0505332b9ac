"""Scores files of any size: the same features and the same bundle as the service, without it.

Both tables are dealt out into files of the work folder by a number of the ID, so that the months of
an ID meet its questionnaire; what comes of them is dealt out by a number of the questionnaire, so
that all credits of a person meet. Each of these parts is scored alone, and the parts are put into
one file in the order of the IDs. Nothing but one part is in memory at a time.
"""

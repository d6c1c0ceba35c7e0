"""Random records, made from the fields and the shapes themselves.

Nothing here knows a field or a rule by name: what a record may hold comes from the vocabulary's fields, what makes it
sound or breaks it from the rules of the profiles. A new rule, field or profile needs no change.
"""

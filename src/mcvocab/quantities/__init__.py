"""What people write for numbers, money, levels, credit and effort, read into small values.

Every function takes a text as it stands in a cell and gives a value, or None (an empty tuple) where the text
cannot be understood without guessing. Nothing here raises, and nothing here knows a framework, a credit system
or a currency: their names come out as written, and the caller looks them up among the labels.
"""

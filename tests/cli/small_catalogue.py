"""A catalogue of one course without a violation."""

GOOD = (
    "Identifier,Title,Description,Provider,Awarding body,Route,Learning outcomes,Assessment,Hours,Mode,Language,QA,Email\n"
    "SW-1,Safe wiring,Find faults in the wiring of a home.,Glen College,Glen College,non-credit,"
    "Find a broken earth with a meter,practical assessment,20,on-site,English,internal institutional,a@glen.example\n"
)

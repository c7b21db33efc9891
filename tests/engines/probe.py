# ruff: noqa: N802 - runs in the Python inside LibreOffice, under UNO's names
"""A component for tests: runs Python inside LibreOffice, where the macros run, to give doubles and to see results."""

import json

import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJob

IMPLEMENTATION = "org.jixiao.test.Probe"
SERVICES = (IMPLEMENTATION,)
SCOPE = {}
"""What the pieces of code share."""


class Probe(unohelper.Base, XJob, XServiceInfo):
    """Executes the code it is given; answers with the variable ``answer`` as JSON."""

    def __init__(self, context):
        SCOPE["context"] = context

    def execute(self, arguments):
        SCOPE["answer"] = None
        exec(arguments[0].Value, SCOPE)
        return json.dumps(SCOPE["answer"], ensure_ascii=False)

    def getImplementationName(self):
        return IMPLEMENTATION

    def supportsService(self, name):
        return name in SERVICES

    def getSupportedServiceNames(self):
        return SERVICES


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - LibreOffice looks for this name
g_ImplementationHelper.addImplementation(Probe, IMPLEMENTATION, SERVICES)

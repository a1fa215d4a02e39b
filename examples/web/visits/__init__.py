"""
A small health app on the triage library: screens, a result, records and their audit.

Start it with ``uvicorn --factory visits.app:create_app``.
"""

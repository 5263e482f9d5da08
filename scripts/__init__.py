"""The tools of ICAM-info: run them as ``python -m scripts <verb>``."""

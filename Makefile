# Without make: python dev.py serve, python dev.py test, and so on.
# The first Python that starts: a version manager's shim may name one that is not installed.
PYTHON ?= $(shell for p in python3 python /usr/bin/python3; do $$p -c "" 2>/dev/null && echo $$p && break; done)

.PHONY: serve test build check sweep bench
serve test build check sweep bench:
	$(PYTHON) dev.py $@

// Settings of the process that runs the tests; linking is enough.

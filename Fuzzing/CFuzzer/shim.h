/// libFuzzer's driver, which scripts/fuzz links: it calls `run` with one input after the other.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*run)(const unsigned char *data, unsigned long size));

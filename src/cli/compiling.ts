import { setFlagsFromString } from 'node:v8';

/**
 * A command runs for seconds, and V8 spends a quarter of its processor time on compiling what turned out to be hot, on the
 * processors that the work needs. Most of that is code that was copied into its callers, so V8 may copy a third of what it does by
 * default: reports of 100,000 events take a fifth less, those of a million up to a tenth. It is a hint, nothing depends on it.
 */
setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');

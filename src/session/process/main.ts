import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { relay } from './relay.ts';

// The editor comes first where processors are short. The threads that are started from here on inherit it.
try {
	setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
	// Some systems do not let one.
}

// Started as a process that somebody talks to; without a channel there is nobody to serve.
if (process.send !== undefined) relay(join(__dirname, 'worker.js'));

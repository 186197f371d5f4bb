import { join } from 'node:path';
import { relay } from './relay.ts';

// Started as a process that somebody talks to; without a channel there is nobody to serve.
if (process.send !== undefined) relay(join(__dirname, 'worker.js'));

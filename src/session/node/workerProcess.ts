import { type ChildProcess, fork } from 'node:child_process';
import type { Transport } from '../client.ts';
import { messageOf } from '../messageOf.ts';
import type { Crash, FromProcess } from '../wire.ts';

/**
 * Starts a worker in a process of its own, from a bundled script (dist/process.js): its memory goes back to the system when it ends,
 * and what it runs out of, nobody else does. It ends with whoever started it, however that ends.
 */
export function startWorker(script: string): Transport & { readonly pid: number | undefined } {
	const child = fork(script, [], {
		// Electron's program is Node where this is set; Node takes no notice of it.
		env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
		// Those of the extension host are its own: a second process cannot be debugged at the same port.
		execArgv: [],
		serialization: 'advanced',
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
	});
	let expected = false;
	let told: Crash | null = null;
	let crashed: (crash: Crash) => void = () => {};
	const end = (crash: Crash) => {
		if (!expected) crashed(told ?? crash);
		expected = true;
	};
	child.on('error', (error) => {
		// There is none, or it cannot be told anything any more: then its end tells why.
		if (child.pid === undefined)
			end({ reason: `its process cannot be started (${messageOf(error)})`, forMemory: false });
		else child.kill('SIGKILL');
	});
	child.on('exit', (code, signal) => end(ending(code, signal)));
	return {
		pid: child.pid,
		post(message) {
			if (child.connected) child.send(message);
		},
		onMessage(listener) {
			child.on('message', (message: FromProcess) => {
				if (message.type === 'crashed') told = { reason: message.reason, forMemory: message.forMemory };
				else if (!expected) listener(message);
			});
		},
		onCrash(listener) {
			crashed = listener;
		},
		terminate() {
			expected = true;
			child.kill('SIGKILL');
		},
	};
}

/** Nobody but Linux, which ends the largest process when memory is short, ends one in this way without a word. */
function ending(code: ChildProcess['exitCode'], signal: ChildProcess['signalCode']): Crash {
	if (signal === 'SIGKILL')
		return {
			reason: 'its process was ended from outside (SIGKILL), as systems do that run out of memory',
			forMemory: true,
		};
	return {
		reason: signal === null ? `its process ended with exit code ${code}` : `its process ended by ${signal}`,
		forMemory: false,
	};
}

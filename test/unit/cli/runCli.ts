import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../support/bundle.ts';

export interface Outcome {
	code: number | null;
	stdout: string;
	stderr: string;
}

/** The command as it is shipped, built from the sources as they are now, with a folder of its own to run in. */
export class Cli {
	readonly folder = mkdtempSync(join(tmpdir(), 'replication-trace-cli-'));
	readonly script = join(this.folder, 'cli.js');

	static async build(): Promise<Cli> {
		const cli = new Cli();
		await bundle('src/cli/main.ts', cli.script);
		return cli;
	}

	path(name: string): string {
		return join(this.folder, name);
	}

	/** Runs it to its end in its folder. */
	run(args: readonly string[], input: string | Uint8Array = ''): Promise<Outcome> {
		return outcomeOf(spawn(process.execPath, [this.script, ...args], { cwd: this.folder }), input);
	}

	/** The same through a shell, where CLI stands for it. */
	shell(command: string): Promise<Outcome> {
		const env = { ...process.env, CLI: `"${process.execPath}" "${this.script}"` };
		return outcomeOf(
			spawn('bash', ['-o', 'pipefail', '-c', command.replaceAll('CLI', 'eval "$CLI"')], {
				cwd: this.folder,
				env,
			}),
			'',
		);
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}

function outcomeOf(child: ReturnType<typeof spawn>, input: string | Uint8Array): Promise<Outcome> {
	return new Promise((resolve, reject) => {
		let stdout = '';
		let stderr = '';
		child.stdout?.setEncoding('utf8').on('data', (text) => {
			stdout += text;
		});
		child.stderr?.setEncoding('utf8').on('data', (text) => {
			stderr += text;
		});
		child.on('error', reject);
		child.on('close', (code) => resolve({ code, stdout, stderr }));
		child.stdin?.on('error', () => {});
		child.stdin?.end(input);
	});
}

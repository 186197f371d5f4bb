import { defineConfig } from 'vitest/config';

/** Projects are what `vitest run --project NAME` chooses from; scripts/test.mjs runs them all, `editor` once a VS Code version. */
export default defineConfig({
	test: {
		// By default one core is left alone; of two that is half of them.
		maxWorkers: '100%',
		projects: [
			// A busy machine is slower than the five seconds of the default; what hangs is found all the same.
			{
				test: {
					name: 'unit',
					include: ['test/{unit,golden}/**/*.test.ts'],
					testTimeout: 60_000,
					expect: { poll: { timeout: 20_000 } },
				},
			},
			{ test: { name: 'property', include: ['test/property/**/*.test.ts'], testTimeout: 600_000 } },
			{
				test: {
					name: 'webview',
					include: ['test/webview/**/*.test.ts'],
					testTimeout: 60_000,
					expect: { poll: { timeout: 15_000 } },
					hookTimeout: 60_000,
				},
			},
			{
				test: {
					name: 'editor',
					setupFiles: ['test/editor/harness/failures.setup.ts'],
					include: ['test/editor/browser/**/*.test.ts'],
					// One editor at a time: each is a server, an extension host and a browser.
					fileParallelism: false,
					testTimeout: 60_000,
					expect: { poll: { timeout: 20_000 } },
					hookTimeout: 120_000,
				},
			},
			{
				// No tests: scripts/bench-editor.mjs measures with it.
				test: {
					name: 'limits',
					include: ['test/editor/limits/**/*.limit.ts'],
					fileParallelism: false,
					testTimeout: 600_000,
					expect: { poll: { timeout: 20_000 } },
				},
			},
			{
				// No tests: scripts/bench-overview.mjs measures with it.
				test: { name: 'frames', include: ['test/webview/frames/**/*.limit.ts'], testTimeout: 900_000 },
			},
			{
				// No tests: scripts/screenshots.mjs takes the README's pictures with it.
				test: {
					name: 'screenshots',
					include: ['test/editor/screenshots/**/*.shot.ts'],
					fileParallelism: false,
					testTimeout: 120_000,
					expect: { poll: { timeout: 20_000 } },
					hookTimeout: 120_000,
				},
			},
		],
	},
});

import { join } from 'node:path';
import { afterEach } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { openEditors } from './launch.ts';

// A picture of what the editor showed when a test failed, in out/failures.
afterEach(async ({ task }) => {
	if (task.result?.state !== 'fail') return;
	for (const editor of openEditors) {
		const name = `${task.name}-${editor.version}`.replace(/[^\w.-]+/g, '_');
		await editor.window.screenshot(join(inRoot('out', 'failures'), `${name}.png`));
	}
});

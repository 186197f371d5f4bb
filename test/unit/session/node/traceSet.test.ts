import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expandSets } from '../../../../src/session/node/traceSet.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'replication-trace-set-'));
	execFileSync('mkfifo', [join(folder, 'pipe'), join(folder, 'pipe.reptrace-set.json')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const expand = (name: string) => expandSets([{ name, path: join(folder, name) }], {});

it('a manifest that never ends, or is far too large, is not read', () => {
	expect(() => expand('pipe.reptrace-set.json')).toThrow(
		'cannot read pipe.reptrace-set.json: it is no file but a pipe or a device',
	);
	writeFileSync(join(folder, 'large.reptrace-set.json'), '');
	truncateSync(join(folder, 'large.reptrace-set.json'), 17 << 20);
	expect(() => expand('large.reptrace-set.json')).toThrow('a manifest has at most 16 MB');
});

it('what a manifest lists is files: no pipe that waits, no device that never ends', () => {
	for (const path of ['pipe', '/dev/zero']) {
		writeFileSync(join(folder, 'a.reptrace-set.json'), JSON.stringify({ files: [path] }));
		expect(() => expand('a.reptrace-set.json')).toThrow('it is no file but a pipe or a device');
	}
	writeFileSync(join(folder, 'a.reptrace-set.json'), JSON.stringify({ files: ['not-there'] }));
	expect(expand('a.reptrace-set.json').inputs).toMatchObject([{ path: join(folder, 'not-there') }]);
});

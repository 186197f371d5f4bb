import { describe, expect, it } from 'vitest';
import { relativeUri } from '../../../src/editor/relativeUri.ts';

type UriLike = Parameters<typeof relativeUri>[0];

function uri(path: string, scheme = 'file', authority = ''): UriLike {
	return { scheme, authority, path, toString: () => `${scheme}://${authority}${path}` } as UriLike;
}

describe('a link between files', () => {
	it('is the way from the one to the other', () => {
		expect(relativeUri(uri('/a/b/report.md'), uri('/a/b/x.reptrace'))).toBe('x.reptrace');
		expect(relativeUri(uri('/a/b/report.md'), uri('/a/c/d/x.reptrace'))).toBe('../c/d/x.reptrace');
		expect(relativeUri(uri('/a/report.md'), uri('/x.reptrace'))).toBe('../x.reptrace');
	});

	it('survives names that mean something in a URI', () => {
		expect(relativeUri(uri('/a/r.md'), uri('/a/x y#1?(2).reptrace'))).toBe('x%20y%231%3F(2).reptrace');
	});

	it('is the whole URI where there is no way', () => {
		expect(relativeUri(uri('/a/r.md'), uri('/a/x', 'vscode-vfs', 'github'))).toBe('vscode-vfs://github/a/x');
	});
});

import { expect, it } from 'vitest';
import { Echo } from '../../../src/visualizer/echo.ts';

it('tells moves that were asked for from others, for a while', () => {
	let now = 0;
	const echo = new Echo(() => now);
	echo.expect({ file: 0, line: 5 });
	echo.expect({ file: 0, line: 6 });
	expect(echo.isEcho({ file: 0, line: 5 })).toBe(true);
	expect(echo.isEcho({ file: 1, line: 5 })).toBe(false);
	expect(echo.isEcho({ file: 0, line: 7 })).toBe(false);
	expect(echo.isEcho({ file: 0, line: 6 })).toBe(true);
	now = 10_000;
	expect(echo.isEcho({ file: 0, line: 6 })).toBe(false);
});

import { expect, it, vi } from 'vitest';
import { type Handlers, handle } from '../../../src/visualizer/messages.ts';

it('gives each message to the handler of its kind, and leaves unknown ones alone', async () => {
	const handlers = {
		ready: vi.fn(),
		query: vi.fn(),
		reveal: vi.fn(),
		copy: vi.fn(),
		save: vi.fn(),
		saveCertificates: vi.fn(),
	};
	const failed = vi.fn();
	await handle(handlers as Handlers, { type: 'copy', text: 'x', what: 'x' }, failed);
	expect(handlers.copy).toHaveBeenCalledWith({ type: 'copy', text: 'x', what: 'x' });
	for (const other of [{ type: 'constructor' }, { type: 'toString' }, null, 'ready'])
		await handle(handlers as Handlers, other as never, failed);
	expect(handlers.ready).not.toHaveBeenCalled();
	expect(failed).not.toHaveBeenCalled();
	handlers.ready.mockRejectedValue(new Error('gone'));
	await handle(handlers as Handlers, { type: 'ready' }, failed);
	expect(failed).toHaveBeenCalledWith(new Error('gone'));
});

import { expect, it, vi } from 'vitest';
import { type Handlers, handle } from '../../../src/visualizer/messages.ts';

it('gives each message to the handler of its kind, and leaves unknown ones alone', () => {
	const handlers = {
		ready: vi.fn(),
		query: vi.fn(),
		reveal: vi.fn(),
		copy: vi.fn(),
		save: vi.fn(),
		saveCertificates: vi.fn(),
	};
	handle(handlers as Handlers, { type: 'copy', text: 'x', what: 'x' });
	expect(handlers.copy).toHaveBeenCalledWith({ type: 'copy', text: 'x', what: 'x' });
	handle(handlers as Handlers, { type: 'constructor' } as never);
	handle(handlers as Handlers, { type: 'toString' } as never);
	expect(handlers.ready).not.toHaveBeenCalled();
});

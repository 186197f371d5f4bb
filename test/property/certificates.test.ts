import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certificatesOf } from '../../src/report/certificates/certificates.ts';
import { checkCertificate } from '../../src/verify/check.ts';
import { analyseFiles, memorySource } from '../support/engine.ts';
import { arbTrace } from './arbitraries/index.ts';

const RUNS = Number(process.env.FC_RUNS ?? 300);

test('the checker accepts every certificate that the analysis writes', { timeout: 3_600_000 }, () => {
	fc.assert(
		fc.property(arbTrace({ times: true }), (trace) => {
			const analysis = analyseFiles(trace.files, trace.causality);
			for (const certificate of certificatesOf({ analysis, source: memorySource(trace.files) })) {
				const verdict = checkCertificate(analysis.trace, JSON.parse(JSON.stringify(certificate)));
				expect(verdict).toHaveProperty('accepted');
			}
		}),
		{ numRuns: RUNS },
	);
});

import { Option } from 'commander';
import { certificateLines } from '../report/certificates/certificates.ts';
import type { Shown } from '../report/shown.ts';
import { UsageError } from './fail.ts';
import { type OutputOptions, STANDARD_OUTPUT, sameFile, writeOutput } from './output.ts';

export const certificatesOption = () =>
	new Option(
		'--certificates <file>',
		'write the proofs of what is said of clocks, one a line, for the command verify',
	);

/**
 * Writes what `--certificates` asks for, if it is given.
 *
 * @returns whether the rest is to be written as well: certificates on standard output stand there alone, for what reads them
 * @throws UsageError where it cannot be written, or is what `--out` names
 */
export async function writeCertificates(
	shown: Shown,
	{ certificates, out }: { certificates?: string; out?: string },
	writing: OutputOptions,
): Promise<boolean> {
	if (certificates === undefined) return true;
	await writeOutput(certificateLines(shown), certificates, { ...writing, option: '--certificates' });
	if (certificates === STANDARD_OUTPUT) return out !== undefined && out !== STANDARD_OUTPUT;
	if (out !== undefined && sameFile(certificates, out))
		throw new UsageError(`--certificates and --out both name ${out}`);
	return true;
}

import { expect, it } from 'vitest';
import { reportOfTexts } from '../../../support/recorded.ts';

const change = (xid: number, second: string, value: string) =>
	[
		`0/1${xid},${xid},BEGIN ${xid}`,
		`0/1${xid},${xid},table public.kv: UPDATE: k[text]:'a' v[text]:'${value}'`,
		`0/1${xid},${xid},COMMIT ${xid} (at 2026-11-23 08:33:${second}+00)`,
	].join('\n');

it('a transaction that is older than what its stream has before it is of another server, be it in no file', async () => {
	const report = [
		'2026-11-23 08:33:11.000 UTC [9] LOG:  CONFLICT: remote UPDATE on relation public.kv (local index kv_pkey). Resolution: apply_remote.',
		'2026-11-23 08:33:11.000 UTC [9] DETAIL:  existing local tuple {k[text]:a v[text]:own} xid=10,origin=0,timestamp=2026-11-23 08:33:10.5+00; remote tuple {k[text]:a v[text]:2} in xact origin=1,timestamp=2026-11-23 08:33:10.2+00,commit_lsn=0/1',
		'',
	].join('\n');
	const stream = [
		'lsn,xid,data',
		change(10, '10.5', 'own'),
		change(12, '10.2', '2'),
		change(11, '05.5', 'late'),
		'',
	].join('\n');
	const { findings, replicas } = await told({ 'n1.log': report, 'n1.csv': stream });
	expect(findings).not.toContain('clock-step');
	expect(findings).not.toContain('causal-inversion');
	expect(replicas).toContain('another than n1');
});

async function told(files: Readonly<Record<string, string>>) {
	const { findings, trace } = await reportOfTexts(files);
	return { findings: findings.map(({ code }) => code), replicas: trace.replicas };
}

import type { FileHead, Format } from '../format.ts';

export const syncthingFormat: Format = {
	id: 'syncthing',
	title: 'Syncthing records, events and logs',
	detect,
	load: async () => (await import('./import.ts')).openSyncthing,
};

/** A file's version vector, as `/rest/db/file` and `/rest/db/browse` write it. */
const VECTOR = /"version"\s*:\s*\[\s*"[A-Z2-7]{7}:\d+"/;
const FILE_RECORD = /"(?:local|global)"\s*:\s*\{/;
const EVENT =
	/"type"\s*:\s*"(?:Starting|StartupComplete|StateChanged|LocalIndexUpdated|RemoteIndexUpdated|ItemStarted|ItemFinished|LocalChangeDetected|RemoteChangeDetected|FolderSummary|FolderCompletion|DeviceConnected|DeviceDisconnected|ListenAddressesChanged|ConfigSaved)"/;
const LOG_LINE =
	/^\[(?:start|[A-Z2-7]{5,7})\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)? (?:INFO|DEBUG|WARNING|VERBOSE|OK): /m;
const CONFIG = /"deviceID"\s*:\s*"[A-Z2-7]{7}(?:-[A-Z2-7]{7}){7}"/;

function detect({ text }: FileHead): number {
	if (VECTOR.test(text) && FILE_RECORD.test(text)) return 0.95;
	if (EVENT.test(text) && /"data"\s*:/.test(text) && /"id"\s*:\s*\d/.test(text)) return 0.9;
	if (LOG_LINE.test(text)) return 0.8;
	return CONFIG.test(text) && /"folders"\s*:/.test(text) ? 0.5 : 0;
}

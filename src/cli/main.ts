import { Command } from 'commander';
import { version } from '../../package.json';

new Command('replication-trace')
	.description('Shows which writes of a replication trace conflict, why, and what became of them.')
	.version(version)
	.parse();

/** The commands, as package.json names them. */
export const Commands = {
	showReport: 'replicationTrace.showReport',
	exportReport: 'replicationTrace.exportReport',
	openVisualizer: 'replicationTrace.openVisualizer',
	openTogether: 'replicationTrace.openTogether',
	openSeparately: 'replicationTrace.openSeparately',
	writeManifest: 'replicationTrace.writeManifest',
	openManifest: 'replicationTrace.openManifest',
	readAs: 'replicationTrace.readAs',
	convert: 'replicationTrace.convert',
	nextConflict: 'replicationTrace.nextConflict',
	previousConflict: 'replicationTrace.previousConflict',
	copyDiagram: 'replicationTrace.copyDiagram',
	cancelAnalysis: 'replicationTrace.cancelAnalysis',
	follow: 'replicationTrace.follow',
	stopFollowing: 'replicationTrace.stopFollowing',
	openLargeFile: 'replicationTrace.openLargeFile',
	largeFileFind: 'replicationTrace.largeFile.find',
	largeFileFindNext: 'replicationTrace.largeFile.findNext',
	largeFileFindPrevious: 'replicationTrace.largeFile.findPrevious',
	largeFileGoToLine: 'replicationTrace.largeFile.goToLine',
	largeFileDefinition: 'replicationTrace.largeFile.goToDefinition',
	largeFileReferences: 'replicationTrace.largeFile.goToReferences',
	largeFileHover: 'replicationTrace.largeFile.showHover',
	/** What keys call, with the option as their argument; in no menu. */
	largeFileFindOption: 'replicationTrace.largeFile.toggleFindOption',
	/** What links in hovers call; in no menu. */
	revealLine: 'replicationTrace.revealLine',
	/** What the status bar item opens; in no menu. */
	showActions: 'replicationTrace.showActions',
} as const;

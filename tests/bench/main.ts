/** `npm run bench [names…]`: measures and prints; nothing here passes or fails. Figures are for comparing runs on one machine. */
export const benches: Readonly<Record<string, () => Promise<readonly string[]>>> = {
	import: async () => (await import('./import.ts')).benchImport(),
	draw: async () => (await import('./draw.ts')).benchDraw(),
	filter: async () => (await import('./filter.ts')).benchFilter(),
	quality: async () => (await import('./quality.ts')).benchQuality(),
	'quality-scale': async () => (await import('./quality-scale.ts')).benchQualityScale(),
	marks: async () => (await import('./scale-marks.ts')).benchMarks(),
	audit: async () => (await import('./audit.ts')).benchAudit(),
	sweep: async () => (await import('./sweep.ts')).benchSweep(),
	matrix: async () => (await import('./matrix.ts')).benchMatrix(),
	oppe: async () => (await import('./oppe.ts')).benchOppe(),
	dicomweb: async () => (await import('./dicomweb.ts')).benchDicomweb(),
	viewer: async () => (await import('./viewer.ts')).benchViewer()
};

const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	for (const line of await bench()) console.log(`${name}: ${line}`);
}

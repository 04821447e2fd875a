/** Rescale types that name no unit (PS3.3 C.11.1.1.2). */
const unnamed = new Set(['US', 'Z_EFF', 'HU_MOD']);
const named: Readonly<Record<string, string>> = {
	OD: '‰ OD',
	MGML: 'mg/ml',
	PCT: '%',
	ED: '10²³/ml',
	EDW: '10²³/ml'
};

/** The unit of pixel values. Hounsfield units only where CT values were rescaled to them or the header says so. */
export function valueUnit(header: { modality: string; rescaleType?: string; isRescaled: boolean }): string {
	const { modality, rescaleType, isRescaled } = header;
	if (rescaleType === undefined || rescaleType === '') return modality === 'CT' && isRescaled ? 'HU' : '';
	if (unnamed.has(rescaleType)) return '';
	// What is kept of other machines' words is not a unit that readers of CT may take for Hounsfield's.
	if (rescaleType === 'HU') return modality === 'CT' ? 'HU' : '';
	return named[rescaleType] ?? '';
}

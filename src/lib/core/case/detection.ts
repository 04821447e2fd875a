/** How a case came into review. Rates of different modes measure different things and are never pooled (domain: Wu 2014, Yacoub 2020). */
export const detectionModes = [
	'random',
	'preliminary-final',
	'complaint',
	'ai-disagreement',
	'focused',
	'second-opinion',
	'self-nominated',
	'calibration'
] as const;
export type DetectionMode = (typeof detectionModes)[number];

/** L0 open; L1 reader hidden; L2 both hidden from each other; L3 as L2, and the report hidden until the own impression is locked. */
export const blindingLevels = ['L0', 'L1', 'L2', 'L3'] as const;
export type BlindingLevel = (typeof blindingLevels)[number];

/** Whether the report stays sealed until the reviewer has locked an impression. */
export function sealsReport(level: BlindingLevel): boolean {
	return level === 'L3';
}

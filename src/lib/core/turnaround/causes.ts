/** Causes of late reads that a new group begins with; the list is part of its turnaround policy. */
export const breachCauses = [
	{ code: 'late-images', label: 'Images came late or in parts' },
	{ code: 'priors-missing', label: 'Waited for priors' },
	{ code: 'order-unclear', label: 'Order or history unclear' },
	{ code: 'volume-surge', label: 'More examinations than planned' },
	{ code: 'staffing', label: 'Too few readers on shift' },
	{ code: 'no-licence', label: 'No reader licensed or privileged for the facility' },
	{ code: 'subspecialty', label: 'Waited for a subspecialist' },
	{ code: 'complex', label: 'Complex examination' },
	{ code: 'critical-call', label: 'Reader was communicating a critical result' },
	{ code: 'system-down', label: 'System or line down' },
	{ code: 'clock-wrong', label: 'A time was wrong' },
	{ code: 'other', label: 'Other' }
] as const satisfies readonly { code: string; label: string }[];

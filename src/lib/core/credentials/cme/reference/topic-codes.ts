// prettier-ignore
/** Topics that activities are marked with: every topic that a rule of the packs asks for or accepts, and nothing else. */
export const topicCodes = [
	'addiction', 'adult-abuse', 'antibiotics', 'arboviruses', 'behavioral-health', 'bioethics', 'board-orientation',
	'board-regulations', 'boundaries-board-course', 'breast-imaging', 'cardiovascular-health', 'child-abuse',
	'cognitive-conditions', 'controlled-substance-prescribing', 'controlled-substances', 'cultural-competency', 'dementia',
	'diabetes', 'domestic-violence', 'drug-diversion', 'drug-diversion-board-course', 'electronic-health-records',
	'end-of-life', 'ethics', 'florida-laws-and-rules', 'geriatric-medicine', 'health-equity', 'hiv', 'hiv-stigma',
	'human-trafficking', 'implicit-bias', 'infection-control', 'infectious-diseases', 'lgbtq-competency', 'mammography',
	'maternal-health-bias', 'medical-errors', 'misconduct-reporting', 'new-mammographic-modality', 'nutrition', 'obesity',
	'opioids', 'oregon-pain-course', 'organ-system', 'pain-management', 'palliative-care', 'patient-safety', 'pet-brain',
	'pet-cardiac', 'pet-oncologic', 'pharmacology', 'prescribing', 'prescription-monitoring', 'professional-boundaries',
	'provider-rights', 'public-health-priorities', 'radiology', 'risk-management', 'sbirt', 'sexual-assault',
	'sexual-harassment', 'sexual-misconduct', 'specialty', 'suicide-prevention', 'tomosynthesis', 'vaccination'
] as const;

export type TopicCode = (typeof topicCodes)[number];

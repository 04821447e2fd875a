/**
 * The facts of a physician that rules of the packs ask for, for one authority each: the same person has another expiry in every
 * state. What is not known is left out, and the engine says so.
 */
export const personFacts = {
	// Days.
	licenceExpiresOn: 'day',
	cmePeriodEndsOn: 'day',
	licensedOn: 'day',
	termStartedOn: 'day',
	bornOn: 'day',
	boardCertifiedOn: 'day',
	mqsaAnchorOn: 'day',
	// Certification.
	boardCertified: 'yes-no',
	mocParticipant: 'yes-no',
	amaPraCurrent: 'yes-no',
	abrExamPassed: 'yes-no',
	petCertifiedRecently: 'yes-no',
	mqsaQualified: 'yes-no',
	// Licence.
	licenceStatus: 'words',
	newLicensee: 'yes-no',
	renewalsDone: 'number',
	// Prescribing.
	deaRegistered: 'yes-no',
	holdsStateCds: 'yes-no',
	mayPrescribeControlledSubstances: 'yes-no',
	prescribesControlledSubstances: 'yes-no',
	// Practice.
	specialty: 'words',
	directPatientCare: 'yes-no',
	adultCare: 'yes-no',
	childCare: 'yes-no',
	primaryCare: 'yes-no',
	maternalCare: 'yes-no',
	emergencyMedicine: 'yes-no',
	caresForDyingPatients: 'yes-no',
	geriatricPanelOverQuarter: 'yes-no',
	opioidPainPatientsOverHalf: 'yes-no',
	painClinic: 'yes-no',
	painClinicOwner: 'yes-no',
	readsNewMammographicModality: 'yes-no',
	readsCardiacPet: 'yes-no',
	readsBrainPet: 'yes-no',
	readsOncologicPet: 'yes-no'
} as const satisfies Record<string, 'day' | 'yes-no' | 'words' | 'number'>;

export type PersonFact = keyof typeof personFacts;

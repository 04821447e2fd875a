/**
 * The only words of a procedure or a body region that a blinded view may carry. A procedure's name is free text of a
 * foreign system: it can hold a site's name, a room or a person, so what is not in this list is left out.
 */
const words = new Set(
	`ct cta ctv mr mri mra mrv mrcp us xr cr dx mg nm pet fl xa dexa angiogram angiography mammogram mammography radiograph
	ultrasound fluoroscopy scan study exam doppler duplex cine perfusion diffusion tomosynthesis screening diagnostic cine
	head brain skull face facial sinus sinuses orbit orbits neck temporal bone bones spine cervical thoracic lumbar sacrum
	coccyx chest lung lungs heart cardiac coronary aorta abdomen abdominal pelvis pelvic liver gallbladder biliary pancreas
	spleen kidney kidneys renal ureter bladder prostate uterus ovary ovaries scrotum testicular obstetric fetal thyroid
	breast breasts axilla extremity extremities upper lower shoulder humerus elbow forearm wrist hand finger fingers hip
	femur thigh knee leg ankle foot toe toes rib ribs clavicle joint soft tissue vein veins venous artery arteries arterial
	carotid carotids vessel vessels whole body total urinary tract bowel colon appendix hematuria
	with without contrast iv oral wo w and or of the plus left right bilateral unilateral both limited complete portable
	ap pa lateral oblique view views single two three four dual phase phases high resolution low dose stone protocol trauma
	stroke pulmonary embolism embolus delayed early 1 2 3 4 5 v`.split(/\s+/)
);

/** The coded words of a text in their order, lower case; null when none is left. `CT HEAD W/O CONTRAST (Dr Lee)` → `ct head w o contrast`. */
export function codedWords(text: string | null): string | null {
	const kept = (text ?? '')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => words.has(word) || word === 'o');
	return kept.length === 0 ? null : kept.join(' ');
}

import type { DemoModality, DemoRegion } from '#lib/core/demo/group/types.ts';

/** One line of the findings: what it is about and the ways of saying that it is normal. */
export type OrganLine = { readonly organ: string; readonly normal: readonly string[] };

/** Something found: it replaces the organ's normal line and leads the impression. */
export type Finding = { readonly organ: string; readonly finding: string; readonly impression: string };

export type ReportTemplate = {
	readonly technique: readonly string[];
	readonly histories: readonly string[];
	readonly organs: readonly OrganLine[];
	readonly normalImpressions: readonly string[];
	readonly abnormal: readonly Finding[];
};

const line = (organ: string, ...normal: string[]): OrganLine => ({ organ, normal });
const found = (organ: string, finding: string, impression: string): Finding => ({
	organ,
	finding,
	impression
});

const xrChest: ReportTemplate = {
	technique: [
		'Frontal view of the chest.',
		'Single portable AP view of the chest.',
		'PA and lateral views of the chest.'
	],
	histories: [
		'Cough and fever.',
		'Shortness of breath.',
		'Chest pain.',
		'Line placement.',
		'Preoperative evaluation.',
		'Fall.'
	],
	organs: [
		line('Lungs', 'The lungs are clear.', 'No focal consolidation.', 'Lungs are well expanded and clear.'),
		line('Pleura', 'No pleural effusion or pneumothorax.', 'Costophrenic angles are sharp. No pneumothorax.'),
		line('Heart', 'Cardiomediastinal silhouette is within normal limits.', 'Heart size is normal.'),
		line('Bones', 'No acute osseous abnormality.', 'Mild degenerative change of the thoracic spine.')
	],
	normalImpressions: ['No acute cardiopulmonary process.', 'No acute cardiopulmonary abnormality.'],
	abnormal: [
		found(
			'Lungs',
			'Patchy opacity at the left base.',
			'Left basilar opacity, atelectasis or early pneumonia.'
		),
		found('Lungs', 'Diffuse interstitial prominence with peribronchial cuffing.', 'Mild pulmonary edema.'),
		found('Pleura', 'Small right pleural effusion. No pneumothorax.', 'Small right pleural effusion.'),
		found('Heart', 'The heart is moderately enlarged.', 'Cardiomegaly without overt edema.')
	]
};

const xrExtremity: ReportTemplate = {
	technique: ['Three views.', 'Two orthogonal views.'],
	histories: ['Twisting injury.', 'Pain after fall.', 'Chronic pain.', 'Follow-up of fracture.'],
	organs: [
		line('Bones', 'No fracture or dislocation.', 'No acute fracture. Alignment is anatomic.'),
		line('Joints', 'Joint spaces are preserved.', 'Mild degenerative narrowing.'),
		line('Soft tissues', 'Soft tissues are unremarkable.', 'Mild soft tissue swelling.')
	],
	normalImpressions: ['No acute osseous abnormality.', 'No fracture.'],
	abnormal: [
		found('Bones', 'Non-displaced transverse fracture with adjacent swelling.', 'Non-displaced fracture.'),
		found('Bones', 'Oblique fracture with 3 mm of lateral displacement.', 'Minimally displaced fracture.'),
		found(
			'Joints',
			'Moderate joint space narrowing with marginal osteophytes.',
			'Moderate osteoarthritis. No fracture.'
		)
	]
};

const xrAbdomen: ReportTemplate = {
	technique: ['Single supine view of the abdomen.'],
	histories: ['Abdominal distention.', 'Constipation.', 'Tube placement.'],
	organs: [
		line(
			'Bowel',
			'Nonobstructive bowel gas pattern.',
			'Gas and stool throughout the colon, no dilated loops.'
		),
		line('Other', 'No suspicious calcification.', 'No free air on this supine view.')
	],
	normalImpressions: ['Nonobstructive bowel gas pattern.'],
	abnormal: [
		found(
			'Bowel',
			'Multiple dilated small bowel loops up to 3.8 cm.',
			'Small bowel obstruction pattern. CT recommended.'
		),
		found('Bowel', 'Large colonic stool burden.', 'Large stool burden without obstruction.')
	]
};

const xrSpine: ReportTemplate = {
	technique: ['Frontal and lateral views.'],
	histories: ['Low back pain.', 'Neck pain after motor vehicle collision.'],
	organs: [
		line('Alignment', 'Alignment is maintained.', 'Mild levocurvature.'),
		line('Vertebrae', 'Vertebral body heights are preserved.', 'No compression fracture.'),
		line('Discs', 'Disc spaces are preserved.', 'Mild multilevel disc space narrowing.')
	],
	normalImpressions: ['No acute fracture or malalignment.'],
	abnormal: [
		found(
			'Vertebrae',
			'Mild anterior wedging of L1 with 20% height loss.',
			'L1 compression fracture, age indeterminate.'
		),
		found(
			'Alignment',
			'Grade 1 anterolisthesis of L4 on L5.',
			'Grade 1 degenerative anterolisthesis at L4-L5.'
		)
	]
};

const xrPelvis: ReportTemplate = {
	technique: ['AP view of the pelvis and frog-leg lateral view of the hip.'],
	histories: ['Hip pain after fall.', 'Groin pain.'],
	organs: [
		line('Bones', 'No acute fracture. The femoral heads are well seated.', 'Pelvic ring is intact.'),
		line('Joints', 'Mild bilateral hip osteoarthritis.', 'Hip joint spaces are preserved.')
	],
	normalImpressions: ['No acute fracture. If pain persists, consider MR.'],
	abnormal: [
		found(
			'Bones',
			'Subcapital femoral neck fracture with mild impaction.',
			'Impacted subcapital femoral neck fracture.'
		)
	]
};

const ctHead: ReportTemplate = {
	technique: [
		'Axial images of the head without intravenous contrast. Coronal and sagittal reformats reviewed.',
		'Noncontrast helical CT of the head.'
	],
	histories: [
		'Headache.',
		'Fall, on anticoagulation.',
		'Altered mental status.',
		'Weakness.',
		'Head injury.'
	],
	organs: [
		line(
			'Brain',
			'No acute intracranial hemorrhage, mass effect or midline shift. Gray-white differentiation is preserved.',
			'No intraparenchymal hemorrhage or loss of gray-white differentiation.'
		),
		line(
			'Extra-axial spaces',
			'No extra-axial collection.',
			'No extra-axial fluid collection. Basal cisterns are patent.'
		),
		line(
			'Ventricles',
			'Ventricles and sulci are normal for age.',
			'Ventricular size is appropriate for age.'
		),
		line('Bones', 'No calvarial fracture.', 'The calvarium is intact.'),
		line(
			'Sinuses',
			'The visualized paranasal sinuses and mastoid air cells are clear.',
			'Minimal mucosal thickening of the maxillary sinuses.'
		)
	],
	normalImpressions: [
		'No acute intracranial abnormality.',
		'No acute intracranial hemorrhage or mass effect.'
	],
	abnormal: [
		found(
			'Brain',
			'Patchy periventricular white matter hypodensity, likely chronic small vessel ischemic change.',
			'No acute abnormality. Chronic small vessel ischemic change.'
		),
		found(
			'Brain',
			'Old lacunar infarct in the left basal ganglia. No hemorrhage.',
			'No acute hemorrhage. Old left lacunar infarct.'
		),
		found(
			'Sinuses',
			'Air-fluid level in the left maxillary sinus.',
			'No acute intracranial abnormality. Acute left maxillary sinusitis.'
		)
	]
};

const ctChest: ReportTemplate = {
	technique: [
		'Helical CT of the chest after intravenous contrast.',
		'CT of the chest with 75 mL of intravenous iodinated contrast. MIP images reviewed.'
	],
	histories: [
		'Cough.',
		'Chest pain.',
		'Shortness of breath.',
		'Weight loss.',
		'Known malignancy, restaging.'
	],
	organs: [
		line(
			'Lungs',
			'The lungs are clear. No suspicious nodule.',
			'No consolidation or suspicious nodule. Mild dependent atelectasis.'
		),
		line('Airways', 'Central airways are patent.', 'Trachea and main bronchi are patent.'),
		line('Pleura', 'No pleural effusion or pneumothorax.', 'No effusion. No pneumothorax.'),
		line(
			'Pulmonary arteries',
			'No filling defect in the pulmonary arteries to the segmental level.',
			'The main pulmonary artery is normal in caliber without filling defect.'
		),
		line(
			'Heart and great vessels',
			'Heart size is normal. Thoracic aorta is normal in caliber.',
			'No pericardial effusion. Mild coronary calcification.'
		),
		line('Nodes', 'No mediastinal, hilar or axillary adenopathy.', 'No enlarged lymph nodes.'),
		line('Bones', 'No aggressive osseous lesion.', 'Mild degenerative change.')
	],
	normalImpressions: ['No acute abnormality in the chest.', 'No acute cardiopulmonary abnormality.'],
	abnormal: [
		found(
			'Lungs',
			'Centrilobular emphysema, upper lobe predominant.',
			'Emphysema without acute abnormality.'
		),
		found(
			'Lungs',
			'Ground-glass opacity in the right middle lobe.',
			'Right middle lobe ground-glass opacity, likely infectious. Follow-up in 8 weeks.'
		),
		found(
			'Nodes',
			'Enlarged subcarinal node, 14 mm in short axis.',
			'Mild mediastinal adenopathy, indeterminate.'
		)
	]
};

const ctAbdomen: ReportTemplate = {
	technique: [
		'Helical CT of the abdomen and pelvis.',
		'CT of the abdomen and pelvis. Coronal and sagittal reformats reviewed.'
	],
	histories: [
		'Abdominal pain.',
		'Flank pain.',
		'Right lower quadrant pain.',
		'Nausea and vomiting.',
		'Restaging.'
	],
	organs: [
		line(
			'Liver',
			'The liver is normal in size and attenuation. No focal lesion.',
			'No focal hepatic lesion.'
		),
		line(
			'Gallbladder and bile ducts',
			'No biliary dilatation. The gallbladder is unremarkable.',
			'No calcified gallstones.'
		),
		line('Spleen', 'Normal.', 'Normal in size.'),
		line('Pancreas', 'No ductal dilatation or peripancreatic stranding.', 'Unremarkable.'),
		line('Kidneys', 'No hydronephrosis or calculus.', 'Symmetric. No hydronephrosis. No stone.'),
		line('Bowel', 'No obstruction. The appendix is normal.', 'Normal caliber bowel. No wall thickening.'),
		line('Peritoneum', 'No free air or free fluid.', 'No ascites. No pneumoperitoneum.'),
		line(
			'Vessels and nodes',
			'The aorta is normal in caliber. No adenopathy.',
			'Mild aortoiliac atherosclerosis.'
		),
		line('Bones', 'No acute osseous abnormality.', 'Degenerative change of the lumbar spine.')
	],
	normalImpressions: ['No acute abnormality in the abdomen or pelvis.', 'No acute intra-abdominal process.'],
	abnormal: [
		found(
			'Bowel',
			'Sigmoid diverticulosis with adjacent fat stranding.',
			'Acute uncomplicated sigmoid diverticulitis.'
		),
		found('Liver', 'Diffuse hepatic steatosis.', 'Hepatic steatosis. No acute process.'),
		found(
			'Kidneys',
			'Simple cortical cyst in the left kidney, 2.1 cm.',
			'No acute abnormality. Simple left renal cyst.'
		)
	]
};

const ctSpine: ReportTemplate = {
	technique: ['Thin-section helical CT of the cervical spine with sagittal and coronal reformats.'],
	histories: ['Motor vehicle collision.', 'Fall with neck pain.'],
	organs: [
		line('Alignment', 'Normal cervical alignment.', 'Straightening of cervical lordosis, likely positional.'),
		line('Vertebrae', 'No acute fracture.', 'Vertebral body heights are maintained. No fracture.'),
		line('Soft tissues', 'No prevertebral swelling.', 'Prevertebral soft tissues are normal.')
	],
	normalImpressions: ['No acute fracture or traumatic malalignment of the cervical spine.'],
	abnormal: [
		found(
			'Vertebrae',
			'Non-displaced fracture of the left C6 facet.',
			'Left C6 facet fracture. CT angiography suggested.'
		)
	]
};

const ctNeck: ReportTemplate = {
	technique: ['CT angiography of the head and neck with 3D reformats.'],
	histories: ['Dizziness.', 'Transient aphasia.', 'Facial droop.'],
	organs: [
		line(
			'Carotid arteries',
			'No hemodynamically significant stenosis.',
			'Mild calcified plaque at both bulbs, no stenosis.'
		),
		line('Vertebral arteries', 'Both vertebral arteries are patent.', 'Codominant and patent.'),
		line(
			'Intracranial arteries',
			'No large vessel occlusion or aneurysm.',
			'Circle of Willis is patent without aneurysm.'
		)
	],
	normalImpressions: ['No large vessel occlusion, dissection or significant stenosis.'],
	abnormal: [
		found(
			'Carotid arteries',
			'Mixed plaque with 60% stenosis of the proximal right internal carotid artery.',
			'60% stenosis of the proximal right internal carotid artery.'
		)
	]
};

const mrHead: ReportTemplate = {
	technique: [
		'Multiplanar T1, T2, FLAIR and diffusion-weighted images of the brain.',
		'Routine brain MR protocol including FLAIR.'
	],
	histories: ['Headache.', 'Seizure.', 'Dizziness and gait instability.', 'Numbness.', 'Memory loss.'],
	organs: [
		line('Brain', 'No acute infarct, hemorrhage or mass.', 'No restricted diffusion. No mass.'),
		line(
			'White matter',
			'No abnormal white matter signal.',
			'A few punctate T2 hyperintensities, nonspecific.'
		),
		line('Ventricles', 'Normal in size and configuration.', 'No hydrocephalus.'),
		line('Vessels', 'Major flow voids are preserved.', 'Normal flow voids.')
	],
	normalImpressions: ['No acute intracranial abnormality.', 'Unremarkable MR of the brain for age.'],
	abnormal: [
		found(
			'White matter',
			'Scattered periventricular T2 hyperintensities.',
			'Chronic small vessel ischemic change, moderate.'
		),
		found(
			'Brain',
			'Extra-axial enhancing lesion along the right convexity, 14 mm.',
			'Small right convexity meningioma without edema.'
		)
	]
};

const mrSpine: ReportTemplate = {
	technique: ['Sagittal T1, T2 and STIR, axial T2 images.'],
	histories: ['Back pain with radiculopathy.', 'Neck pain.'],
	organs: [
		line('Marrow', 'Normal marrow signal.', 'No suspicious marrow lesion.'),
		line('Cord', 'Normal cord signal and caliber.', 'The conus ends normally.'),
		line('Levels', 'No significant canal or foraminal stenosis.', 'Mild disc bulge without neural contact.')
	],
	normalImpressions: ['No significant stenosis or neural impingement.'],
	abnormal: [
		found(
			'Levels',
			'L4-L5: broad-based disc protrusion with moderate canal stenosis.',
			'Moderate canal stenosis at L4-L5.'
		),
		found(
			'Levels',
			'L5-S1: left paracentral extrusion contacting the S1 root.',
			'Left paracentral extrusion at L5-S1.'
		)
	]
};

const mrJoint: ReportTemplate = {
	technique: ['Multiplanar proton density and T2 fat-suppressed images.'],
	histories: ['Pain and locking.', 'Sports injury.', 'Weakness with overhead motion.'],
	organs: [
		line('Ligaments and tendons', 'Intact.', 'No full-thickness tear.'),
		line('Cartilage', 'No focal defect.', 'Mild chondral thinning.'),
		line('Bone', 'No fracture or marrow edema.', 'Normal marrow signal.')
	],
	normalImpressions: ['No internal derangement.'],
	abnormal: [
		found(
			'Ligaments and tendons',
			'Horizontal tear of the posterior horn of the medial meniscus.',
			'Medial meniscal tear.'
		),
		found(
			'Ligaments and tendons',
			'Partial-thickness supraspinatus tear.',
			'Partial-thickness supraspinatus tear.'
		)
	]
};

const mrAbdomen: ReportTemplate = {
	technique: ['Multiplanar multisequence MR before and after gadolinium.'],
	histories: ['Indeterminate liver lesion on CT.', 'Elevated liver enzymes.'],
	organs: [
		line('Liver', 'No suspicious lesion.', 'Normal signal, no suspicious lesion.'),
		line('Bile ducts', 'No dilatation.', 'No choledocholithiasis.'),
		line('Pancreas', 'Normal.', 'No ductal dilatation.')
	],
	normalImpressions: ['No suspicious lesion.'],
	abnormal: [
		found(
			'Liver',
			'T2-bright lesion with peripheral nodular enhancement, 22 mm.',
			'Benign hepatic hemangioma.'
		)
	]
};

const breast: ReportTemplate = {
	technique: ['Standard views of both breasts with tomosynthesis.', 'Bilateral CC and MLO views.'],
	histories: ['Screening.', 'Annual screening, no complaints.', 'Palpable concern.'],
	organs: [
		line(
			'Composition',
			'Scattered areas of fibroglandular density.',
			'Heterogeneously dense, which may obscure small masses.'
		),
		line('Right breast', 'No suspicious mass, calcification or distortion.', 'No suspicious finding.'),
		line('Left breast', 'No suspicious mass, calcification or distortion.', 'No suspicious finding.')
	],
	normalImpressions: ['No evidence of malignancy. BI-RADS 1. Routine follow-up in one year.'],
	abnormal: [
		found(
			'Left breast',
			'Grouped calcifications in the upper outer quadrant.',
			'Left breast calcifications. BI-RADS 0, magnification views recommended.'
		),
		found('Right breast', 'Oval circumscribed mass, stable since prior.', 'Stable benign mass. BI-RADS 2.')
	]
};

const usAbdomen: ReportTemplate = {
	technique: ['Grayscale and color Doppler ultrasound.'],
	histories: ['Right upper quadrant pain.', 'Elevated liver enzymes.', 'Pulsatile abdomen.', 'Flank pain.'],
	organs: [
		line('Liver', 'Normal echotexture. No focal lesion.', 'Normal in size. No focal lesion.'),
		line(
			'Gallbladder',
			'No stones, wall thickening or pericholecystic fluid.',
			'No gallstones. Negative sonographic Murphy sign.'
		),
		line('Bile ducts', 'The common duct measures 4 mm.', 'No biliary dilatation.'),
		line('Aorta', 'The visualized aorta is normal in caliber.', 'No aneurysm in the visualized portion.'),
		line('Kidneys', 'No hydronephrosis.', 'Normal cortical thickness. No hydronephrosis.')
	],
	normalImpressions: ['Unremarkable abdominal ultrasound.', 'No acute sonographic abnormality.'],
	abnormal: [
		found('Liver', 'Diffusely increased echogenicity.', 'Hepatic steatosis.'),
		found('Kidneys', 'Mild right hydronephrosis.', 'Mild right hydronephrosis.')
	]
};

const usOther: ReportTemplate = {
	technique: ['Real-time grayscale and color Doppler imaging.'],
	histories: ['Swelling.', 'Pain.', 'Palpable abnormality.'],
	organs: [
		line('Findings', 'No abnormality in the area of concern.', 'Normal flow and compressibility throughout.'),
		line('Other', 'No fluid collection.', 'No suspicious lymph node.')
	],
	normalImpressions: ['Negative examination.', 'No sonographic abnormality.'],
	abnormal: [found('Findings', 'Simple cyst, 18 mm, without internal flow.', 'Simple cyst.')]
};

const nuclear: ReportTemplate = {
	technique: ['Imaging after intravenous administration of the technetium-99m tracer.'],
	histories: ['Chest pain.', 'Prostate cancer staging.', 'Right upper quadrant pain.'],
	organs: [
		line('Distribution', 'Physiologic tracer distribution.', 'Normal uptake and clearance.'),
		line('Focal uptake', 'No abnormal focal uptake.', 'No suspicious focus.')
	],
	normalImpressions: ['Normal scan.', 'No scintigraphic abnormality.'],
	abnormal: [
		found(
			'Focal uptake',
			'Focal uptake in the right sixth rib.',
			'Solitary rib uptake, likely traumatic. Correlate with radiographs.'
		)
	]
};

const byModality: Readonly<Record<DemoModality, Readonly<Partial<Record<DemoRegion, ReportTemplate>>>>> = {
	XR: { chest: xrChest, extremity: xrExtremity, abdomen: xrAbdomen, spine: xrSpine, pelvis: xrPelvis },
	CT: { head: ctHead, chest: ctChest, abdomen: ctAbdomen, spine: ctSpine, neck: ctNeck },
	MR: { head: mrHead, spine: mrSpine, extremity: mrJoint, abdomen: mrAbdomen, breast },
	US: { abdomen: usAbdomen, extremity: usOther, pelvis: usOther, neck: usOther, breast: usOther },
	MG: { breast },
	NM: { heart: nuclear, 'whole-body': nuclear, abdomen: nuclear }
};

/** The template of a modality and region. Throws for a pair that `procedures` does not have. */
export function getTemplate(modality: DemoModality, region: DemoRegion): ReportTemplate {
	const template = byModality[modality][region];
	if (!template) throw new Error(`No report template for ${modality} ${region}.`);
	return template;
}

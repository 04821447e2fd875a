/** Folded words as a set: reference data, one line a theme. */
function wordSet(...lines: readonly string[]): ReadonlySet<string> {
	return new Set(lines.join(' ').split(/\s+/));
}

/**
 * Words of reports and of everyday language that are also somebody's name. Such a word is only taken for a name where its
 * surroundings say so (a title, a degree, a given name or an initial beside it, a signature).
 */
export const ordinaryWords = wordSet(
	// Anatomy and its surroundings
	'arm back beard belly body bodies bone bones bowel breast brow canal cell chest chin colon cord core duct ear eye face fat foot forehead frame gall hair hand hands head heart heel hip horn iris joint kidney knee lap leg lid limb lip liver lobe lung lungs mouth nail neck nerve node nodes nose organ palm pancreas pelvis pole pouch renal rib root roots shin shoulder sinus skin skull spine stem stomach temple thumb toe tongue tooth trunk tube valve vein vessel wall walls wing wrist',
	// Findings, acts and things of the department
	'bend berry bill blood board broad burn burns cane cast cavity clip clot coil contrast crest cross crush cup curl curve cut cutter dent disc dose drain drill edge embolus field fields film flow fluid fold foci focus fork fracture frame gap gas gauge glass graft ground hook image images knot lead lens lesion light line lines link links loop lump mark marks mass mesh miles mole needle nick notch pace patch peak pin plaque plate plug point points port porter pulse ray rays read reader ring rings rod rupture sample scale scales scan scar screen seal shadow shaft shell sharp shield shift shock sign signs slice sling slit space spear speed spot spots spring spur stack staff stain stalk stack stage stent step stock stone stones strain strand stream stress stretch strip stroke stump study swell tail tank taper tear thorn tip tower trace track tract train trap tree trigger tumor twist view views void walker wash watch wave waves ward web wedge weight wire wires worm wound',
	// Colour, size, quality, place, time
	'bitter black blue bright brown clear close coarse cold crisp dark deep dense dry early east even fair fast fine firm flat frank free fresh full gold golden good grand gray great green grey half hard hardy high hollow keen large last lateral late left light little long loud low main major mild minor moderate moist narrow new newer nice noble normal north old older open orange outer pale partial pink plain poor purple prior quick rapid rare real red rich right rough round rude sharp short silver simple single slack slow small smart smooth soft solid sound south stable stark steady steep still stout straight strong such sweet swift tall tender thick thin tight true upright vague warm weak well wells west white whole wide wild wise worse worst worth yellow young younger',
	'day days evening fall friday january february march april may june july august september october november december minute moment monday month morning night noon saturday season summer sunday thursday tuesday wednesday week weeks winter year years',
	// Verbs and small words that begin sentences
	'about above across after again all also among and another any are arch as at bar base been before being below beside best better between both but by can case cases cash change chase check come coming cook could cover dance date dates do does done down draw drew due each end ends enough ever every exam far few find first follow for form found four from further gain gates given go going grant has have he held help here hill hold hope how if in inn into is it its judge just keep kept key keys kind king knight know land law lay least leave less let lie like linear list live lock look loss lot love made make many match max mean means measured might mind mine mixed more most move much must near need needs never next nine no none nor not note noted now of off on once one only or other our out over own pack page pages pain paint parish park parks part past path pat patient per person pick place plan plant play please pool post pound power present press price pride probe proper put race rain range rank rate reason rest rice ride ridge rise river rivers rock room rose rule run rush sack safe salt same save say school sea search second see seen self sell send series set seven several shade share she shore should show shown side sides since sing site six size sleep so some son speak spell spread stand standing start state states stay stop storm street study stay sue summer sun table take taken tell ten test than that the their them then there these they this those though three through till time times to too took top total touch town trail try turn two under until up upper use used van very vine void wade wait wake walk want was water waters way ways we wear weather were what wheel when where which while who why will with within without wolf wood woods word words work works would yard yes yet you your house drive court church bishop prince pope abbot major page',
	'angle arbor bacon bay beam bean bell bench birch blade block bloom bond boot border bowl box brace branch brand bridge brush buckle bud bulb bull bump butler butter button calf camp carrier carver cave center chalk chamber chambers channel circle cloud collar cone couch counter crane crook crown cuff curtain cushion daily dash deal diamond dome dot drum dust dye elder farmer feather fiber fin finch fire fish fisher fix flag flood forest fountain garland garter gate glow grove gutter hall hammer harness hatch hedge hood hopper horse hose hunt hunter keel knob lace lamb layer leader leaf ledge list locker loft marker marrow meadow meter mill mirror mist mold monk mound mount nest oval paddle pan pane pearl pepper petal pillar pine pipe pit pitch pond potter prime pump quarry radius rake ramp reef rim robin roller roof rope rudder rust saddle sail satin scope screw shelf shoe slate sleeve slope socket spade spark spindle spiral spike stitch stirrup stool strap straw string stripe stub swan tack tent thread throat trim tuck turner valley vest wane whip wick yoke crow cherry partridge sinus lesion liver mass finding',
	// Given names that are words
	'al ana angel art ben cal chance christian dawn don ed faith gene grace guy hope jack jo joy lance mark max may mercy miles nick norm pat ray rob rose ruth sandy skip sue tad ty victor virginia will',
	// Eponyms that stand alone in reports
	'alzheimer bankart bochdalek cobb crohn doppler foley gadolinium gleason hodgkin hounsfield jones kerley lisfranc lugol meckel morgagni parkinson schmorl valsalva weber',
	// Headings and words of messages
	'addendum clinical comparison conclusion department dicom examination findings history impression indication interpreter procedure recommendation report result results service technique unknown'
);

/** What follows an eponym. */
export const eponymNouns = wordSet(
	'abscess anatomy anesthesia aneurysm angle artery bodies body bone bursa canal carcinoma cartilage catheter cell cells classification collaterals contracture criteria cyst cysts deformity disease disorder diverticulum duct dystrophy embolus encephalopathy fascia fat fissure foramen fracture fractures gland grade grading gyrus hernia index joint knob law lesion lesions ligament line lines lobe lymphoma malformation maneuver membrane method muscle nerve neuroma neuropathy node nodes nodule nodules palsy paralysis phenomenon pill plane plaque point position pouch procedure projection reaction repair ring sarcoma scale score scoring shunt sign signs solution space spot stage staging stain steal sulcus surgery syndrome system technique tendon tetralogy thyroiditis triad triangle tube tumor tumors tumour type ulcer units valve vein view views catheter cava chorea cells deficiency anomaly atrophy'
);

/** Eponyms of two people, folded: each part may also be the name of somebody at work. */
export const compoundEponyms = wordSet(
	'arnold-chiari bland-white-garland brown-sequard budd-chiari charcot-marie creutzfeldt-jakob dandy-walker dubin-johnson ehlers-danlos epstein-barr eustachian-tube fitz-hugh guillain-barre hand-schuller henoch-schonlein hill-sachs hinkle-james kellgren-lawrence klippel-feil klippel-trenaunay legg-calve mallory-weiss may-thurner mccune-albright mounier-kuhn osgood-schlatter osler-weber outer-bridge peutz-jeghers prinzmetal-variant salter-harris sinding-larsen stevens-johnson sturge-weber swan-ganz swyer-james takotsubo-type von-hippel wernicke-korsakoff wolff-parkinson parkinson-white zollinger-ellison'
);

/** Words that end, or never begin, a name written after a role or a signature. */
export const notNames = wordSet(
	'a an and acute after am as at attending based by call case chart clinic clinical clinician comparison conclusion ct date dated dept department dictated discharge discussed doctor document ed electronically emergency er exam examination family female final finding findings floor for from history icu images immediate impression in indication internal interpretation interpreting is left male medicine mr mri n na nicu night no none not note nurse nursing of on oncology or ordering outside pa patient pending per phone physician pm preliminary pneumothorax primary procedure provider radiologist radiology read reading recommend recommendation recommendations referring report requesting resident results reviewed right room see service signed staff stat study surgeon surgery surgical team technique technologist telephone the their there this time transcribed trauma ultrasound unit unknown us view was were who with xr yes pathology orthopaedics anesthesia anesthesiologist intensivist hospitalist practitioner',
	'jan feb mar apr jun jul aug sep sept oct nov dec january february april june july august september october november december mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday'
);

/** Titles and degrees, folded without dots. */
export const honorifics = wordSet(
	'dr drs doctor prof professor mr mrs ms miss jr sr ii iii iv md do phd mbbs frcr frcpc facr rn np pac crnp dpm dds msc mph bsc rt rdms arrt'
);

/** Words that many facilities have in their names, or that say what they do. */
export const genericPlaceWords = wordSet(
	'and at of the for in a an hospital hospitals medical center centre centers clinic clinics regional general community county city university college school institute institution health healthcare system systems memorial foundation group associates partners services service imaging radiology diagnostic diagnostics mri ct x-ray xray ultrasound urgent care emergency outpatient inpatient surgery surgical center specialty specialists specialist campus tower pavilion building main department saint st santa san mount mt north south east west northern southern eastern western central children childrens pediatric women womens veterans national state district area orthopaedic orthopedic orthopedics orthopaedics cancer oncology cardiac heart vascular breast spine brain neurology neuroscience rehabilitation sports trauma family primary advanced open'
);

/** Of nature, trade and praise: many a facility is called so, and alone the word names none. */
export const commonPlaceWords = wordSet(
	'lake lakes cedar creek harbor harbour hills mountain mountains island islands springs falls glen summit highland highlands oak oaks maple elm beach coast coastal ocean prairie desert mesa canyon plains delta park parkway heights crossing junction village plaza square crossroads horizon sunrise sunset liberty unity union heritage legacy pioneer premier precision elite select alliance integrated comprehensive total complete choice quality progressive modern metro metropolitan urban rural global international american america united federal capital capitol providence trinity sacred holy good shepherd samaritan grace hope faith spirit presbyterian methodist lutheran adventist baptist catholic jewish mobile virtual digital remote after hours night tele teleradiology laboratory labs research science sciences physicians doctors'
);

/** Abbreviations of reports that are also the initials of many a name. */
export const notPlaceCodes = wordSet(
	'abc abd acl adc ahi aka aml ana ans aps ara arf ards ast avm avn bmi bph bun cad cbc cbd ccu chf cns copd cpa cpr crc csf cta ctv cva cvc cxr dcis ddh dic dka dvt dwi ecg ecmo edh eeg ekg ercp etoh ett fai fast fdg fev flair fna gbm gcs ger gist gsw hcc hiv hpi hrct htn hus iabp ich icp icu ipf iud ivc ivh kub lad lca lcl lcx lfa lmp los lpo lul lll luq lvo mca mcl mcv mga mip mpa mpr mra mrcp mri mrs mrv mva nec nicu nsip npo oca ovs pca pcl pcp pda pda pet pfo pica pna pml ppd prn psa pta pth pva pvd rca rll rlq rml rpo rul ruq rvr sah sbo sca scd sdh sfa sle sma smv spect ssa ssfse stir suv svc tavr tcc tfc tia tips tmj tnm tpn tse uip upj usa uti uvj vcu vsd xray acs aca cam cap car crp chd ccs cmc'
);

/** Abbreviations of two letters that a report has of its own: stations, views, parts, findings. */
export const twoLetterTradeWords = wordSet(
	'ct mr us nm pt xr dx cr mg rf dr ed er or ir ap pa la ra lv rv ao pv sv iv im po ng og et uv ua gi gu ob cv pe mi af hr bp rr bx tx hx fx rx sx cc mm cm ml kg hu lt rt si sm md do rn np id ac pc am pm ga eg ie vs un tb hf ms mv as ai ar tr ts ps av sa va tv oa dm cp at by in is it no of on so to up we my he an be go if me'
);

/** What people write for words of a facility's name, by how they shorten it. */
export const shortenedPlaceWords: ReadonlyMap<string, string> = new Map([
	...['st', 'ste', 'sainte', 'sts', 'saints'].map((short) => [short, 'saint'] as const),
	['&', 'and'],
	['+', 'and'],
	['mt', 'mount'],
	['ft', 'fort'],
	['hosp', 'hospital'],
	['med', 'medical'],
	['ctr', 'center'],
	['cntr', 'center'],
	['centre', 'center'],
	['univ', 'university'],
	['reg', 'regional'],
	['mem', 'memorial'],
	['comm', 'community']
]);

/** Words that beside a distinctive one make a place of it. */
export const institutionWords = wordSet(
	'hospital hospitals medical center centers clinic clinics regional memorial university health healthcare foundation campus pavilion saint college institute community'
);

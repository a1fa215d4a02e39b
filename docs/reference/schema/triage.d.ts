/** Answers for the rules low-back-pain 0.3.0. What is left out or null was not asked. */
export interface Symptoms {
  /**
   * How old are you? In whole years. If you answer for somebody else, give that person's age and answer the way they would. Leave
   * it empty if you don't know. In years. Whole, from 0 to 120.
   */
  age_years?: number | "unsure" | null;
  /** What sex were you registered with at birth? It only decides whether the form asks about pregnancy. */
  sex_at_birth?: "female" | "male" | "other" | "undisclosed" | "unsure" | null;
  /** Do you have pain in your back, anywhere below the neck? */
  back_pain?: true | false | "unsure" | null;
  /** Is there pain between your shoulder blades, or in your back at or above the lowest ribs? */
  thoracic_pain?: true | false | "unsure" | null;
  /** How long have you had this back or leg problem? Count from the first time, even if it comes and goes. */
  symptom_duration?: "none" | "under_2_weeks" | "weeks_2_to_4" | "weeks_4_to_6" | "weeks_6_to_12" | "over_3_months_changed" | "over_3_months_same" | "unsure" | null;
  /**
   * For how many days have you had this back or leg problem? Count from the first time, even if it comes and goes. For weeks,
   * count 7 days each. For months, count 30 days each. In days. Whole, from 0 to 36500.
   */
  symptom_duration_days?: number | "unsure" | null;
  /** Has this back or leg problem lasted 2 weeks or more? */
  lasting_2_weeks?: true | false | "unsure" | null;
  /** Has this back or leg problem lasted 3 weeks or more? */
  lasting_3_weeks?: true | false | "unsure" | null;
  /** Has this back or leg problem lasted 4 weeks or more? */
  lasting_4_weeks?: true | false | "unsure" | null;
  /** Has this back or leg problem lasted 6 weeks or more? */
  lasting_6_weeks?: true | false | "unsure" | null;
  /** Has this back or leg problem lasted 3 months or more? */
  lasting_3_months?: true | false | "unsure" | null;
  /** Over the last week or two, how has the pain changed? If it began later than that, compare with how it began. */
  pain_trend?: "better" | "same" | "worse_days" | "worse" | "unsure" | null;
  /**
   * How bad is your back or leg pain now, at rest, from 0 to 10? 0 means no pain. 10 is the worst pain you can think of. If you
   * have just one number, give it here. In points out of 10. From 0 to 10.
   */
  pain_rest_nrs?: number | "unsure" | null;
  /**
   * How bad did your back or leg pain get during your last walk or exercise, or just after, from 0 to 10? 0 means no pain. 10 is
   * the worst pain you can think of. Leave it empty if you have not walked or exercised. In points out of 10. From 0 to 10.
   */
  pain_during_activity_nrs?: number | "unsure" | null;
  /**
   * By how many points out of 10 did your back or leg pain go up during your last walk or exercise? Take how bad it got and
   * subtract how bad it was just before. Put 0 if it stayed the same or went down. In points out of 10. From 0 to 10.
   */
  pain_rise_nrs?: number | "unsure" | null;
  /** In the last 3 months, did this pain start, change a lot, or get clearly worse? Answer yes if you can't tell. */
  pain_started_recently?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, did the pain come on all at once, within seconds or minutes? A back that "went" while you lifted counts.
   * So does old pain that turned far worse all at once. If you woke up with it, choose "not sure".
   */
  pain_onset_sudden?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, was the pain one of the worst of your life from its very start? Old pain that suddenly became so bad
   * counts. Pain that was bearable at first and grew later doesn't.
   */
  pain_severe_at_onset?: true | false | "unsure" | null;
  /** Is the pain so bad that you can hardly think, sleep or get out of bed? Count it if this is so for most of the day. */
  severe_pain_disabling?: true | false | "unsure" | null;
  /**
   * Is this a new kind of pain for you that has kept building up for a week or more? A first back pain counts if it keeps
   * building up. Pain that goes up and down doesn't count.
   */
  unfamiliar_escalating_pain?: true | false | "unsure" | null;
  /**
   * Does the pain stay just as strong all day and all night, however you sit or lie? It counts if you look for a position that
   * helps and find none. Pain that eases in some position doesn't count, nor does pain that only wakes you when you turn over.
   */
  pain_unrelieved_by_rest?: true | false | "unsure" | null;
  /** At night, does the pain stay just as strong in every position? */
  night_pain_unremitting?: true | false | "unsure" | null;
  /** Is this the first time in your life that your back has hurt for more than a few days? */
  first_ever_back_pain?: true | false | "unsure" | null;
  /** Is the pain worse when you cough, sneeze or strain on the toilet? */
  pain_worse_straining?: true | false | "unsure" | null;
  /** Does pain travel from your back or buttock into a leg? */
  leg_pain_radiating?: true | false | "unsure" | null;
  /** Another name of leg_pain_radiating. */
  sciatica?: true | false | "unsure" | null;
  /**
   * Does pain run from your back or buttock down into a leg? Leg pain of this kind counts without back pain too. Pain in both
   * legs that comes only on standing or walking, and goes when you sit, is asked later.
   */
  leg_pain_side?: "neither" | "left" | "right" | "one" | "both_new" | "both_recent" | "both_longstanding" | "swaps" | "unsure" | null;
  /** In the last 3 months, did the leg pain start or get clearly worse? */
  leg_pain_new_or_worse?: true | false | "unsure" | null;
  /** Does the leg pain shoot below the knee, into the calf or foot? */
  leg_pain_below_knee?: true | false | "unsure" | null;
  /** Does walking make the leg pain worse? */
  leg_pain_worse_walking?: true | false | "unsure" | null;
  /**
   * Over the last few days, has the leg pain or tingling moved further down? Pain that moves up and down within a day doesn't
   * count.
   */
  leg_symptoms_spreading?: true | false | "unsure" | null;
  /** Is the leg pain so bad that you can't rest, even after painkillers? It counts too if you can't take painkillers. */
  leg_pain_uncontrolled?: true | false | "unsure" | null;
  /**
   * In the last 24 hours, have you had pain, pressure or tightness in your chest? It counts even if it has passed. One spot that
   * hurts only when you press on it doesn't count.
   */
  chest_pain?: true | false | "unsure" | null;
  /**
   * In the last 24 hours, have you been very short of breath, or short of breath all at once? Very short means that it's hard to
   * finish a sentence, or that you breathe very fast.
   */
  breathless_severe?: true | false | "unsure" | null;
  /** In the last 24 hours, have you fainted or collapsed? Legs that gave way while you stayed awake don't count here. */
  collapse_or_faint?: true | false | "unsure" | null;
  /**
   * In the last 24 hours, have you turned cold and clammy, or broken out in a cold sweat? It counts even if it has passed.
   * Feeling chilly in the cold, or sweating from heat or effort alone, doesn't count.
   */
  shock_signs?: true | false | "unsure" | null;
  /**
   * In the last 24 hours, have you had pain in your tummy, groin or a testicle so bad that you could think of nothing else? The
   * lower tummy counts too. Count it even if it comes and goes, or if you feel it in the back as well.
   */
  abdominal_pain_severe?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, did it feel as if something ripped or tore deep inside your chest, back or tummy? A muscle that hurt as
   * you lifted, bent or twisted doesn't count.
   */
  tearing_pain?: true | false | "unsure" | null;
  /** In the last 2 weeks, have you had chest pain or tightness that comes and goes, or that has passed? */
  chest_pain_earlier?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, have you become more short of breath than you used to be? Count it if less effort than before leaves you
   * out of breath. In pregnancy, count a change from one day to the next, or being worse when you lie flat.
   */
  breathless?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, have you fainted, or felt that you were about to pass out? Being a little dizzy as you stand up doesn't
   * count.
   */
  near_faint?: true | false | "unsure" | null;
  /** In the last 2 weeks, have you had new pain or heaviness in an arm, your jaw or your throat? */
  arm_or_jaw_pain?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, has one leg or foot turned colder, paler or bluer than the other? Count both feet if it came on all at
   * once. Feet that are always cold don't count. On brown or black skin, compare the soles or the toenails.
   */
  cold_pale_leg?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, has one calf, thigh or whole leg become more swollen, hotter or darker than the other? On white skin it
   * may look redder.
   */
  calf_swelling?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, have you had new pain or cramp in one calf that starts in the calf itself? It may throb or feel like a
   * cramp. Pain that comes down from the back or buttock doesn't count. Sore calves on both sides after sport don't count.
   */
  calf_pain_new?: true | false | "unsure" | null;
  /**
   * Does anything make blood clots likelier for you? Count a blood clot before, or in a parent, brother or sister. Count an
   * operation, a plaster cast, days in bed or a trip of 4 hours or more in the last 3 months. Count the pill with oestrogen,
   * hormone tablets, or cancer.
   */
  clot_risk?: true | false | "unsure" | null;
  /** In the last 24 hours, have you felt sick, or been sick, while the pain was there? */
  sick_with_pain?: true | false | "unsure" | null;
  /**
   * Do you take a blood thinner or have a bleeding disorder? Blood thinners are drugs such as warfarin, apixaban or heparin.
   * Low-dose aspirin alone doesn't count.
   */
  anticoagulant?: true | false | "unsure" | null;
  /**
   * Have you ever been told that you have an aortic aneurysm, or a tear in your main artery? That is a bulge or a split in the
   * body's main artery. Say yes even if it was repaired, has a stent or is only being watched.
   */
  known_aaa?: true | false | "unsure" | null;
  /**
   * Have you ever smoked, or do you have high blood pressure or artery disease? Angina, a heart attack, a stroke or narrow leg
   * arteries count as artery disease.
   */
  vascular_risk?: true | false | "unsure" | null;
  /** Can you feel a strong throb or a throbbing lump in your tummy, like a heartbeat? */
  abdominal_pulsation?: true | false | "unsure" | null;
  /**
   * When you walk a set distance, does a calf or buttock cramp up and then ease within minutes of just standing still? If you
   * have to sit down or lean forward to ease it, answer no.
   */
  vascular_claudication?: true | false | "unsure" | null;
  /** In bed at night, do you get foot pain that eases when you hang the leg down? */
  foot_rest_pain?: true | false | "unsure" | null;
  /** Do you have a sore on your foot or leg that has stayed open for 2 weeks or more? */
  foot_sore_not_healing?: true | false | "unsure" | null;
  /**
   * In the last 3 months, has there been a numb, tingling or odd feeling between your legs? Think of your genitals, back passage,
   * buttocks and inner thighs, and of wiping and sitting. One side is enough. Answer yes too if you can't say when it began. A
   * change that is older and has stayed the same doesn't count.
   */
  saddle_sensory_change?: true | false | "unsure" | null;
  /** Another name of saddle_sensory_change. */
  saddle_numbness?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you been unable to pee, or able to pass only a few drops? It counts whether or not it hurts, and
   * if you now need a tube to pee. Answer yes too if you can't say when it began.
   */
  bladder_retention?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you lost the feeling of a full bladder, or of the pee coming out? Answer yes too if the feeling
   * has only become dull, or if you can't say when it began.
   */
  bladder_sensation_altered?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you started to leak pee without warning, without feeling it, or before you reach the toilet? An
   * older leak that has changed counts. A leak that comes with a cough, a laugh or lifting is asked by itself. Answer yes too if
   * you can't say when it began.
   */
  bladder_incontinence_new?: true | false | "unsure" | null;
  /** Another name of bladder_incontinence_new. */
  bladder_loss?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you lost control of your poo, or of wind that you used to hold? An older problem that has changed
   * counts. Answer yes too if you can't say when it began.
   */
  bowel_incontinence_new?: true | false | "unsure" | null;
  /** Another name of bowel_incontinence_new. */
  bowel_loss?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you lost the feeling of needing to poo, of poo passing, or of wiping? Answer yes too if the
   * feeling has only become dull, or if you can't say when it began.
   */
  bowel_sensation_lost?: true | false | "unsure" | null;
  /**
   * In the last 3 months, has your pee become slow to start or weak, or do you have to push, or does your bladder stay full? Any
   * one of these counts. Answer yes too if you can't say when it began.
   */
  bladder_voiding_change?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you started to rush to pee, or to go far more often than before? In pregnancy, going a little more
   * often as the weeks pass doesn't count, but a sudden change does. Answer yes too if you can't say when it began.
   */
  bladder_urgency_frequency_new?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you started to leak pee when you cough, sneeze, laugh, jump or lift? An older leak that has got
   * worse counts. Answer yes too if you can't say when it began.
   */
  stress_leak_new?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you become badly constipated? Badly means a poo less than every third day, or only with great
   * strain. It counts even if you think that your tablets cause it. Answer yes too if you can't say when it began.
   */
  constipation_new?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you lost the feeling during sex, or the power to get hard, ejaculate or climax? You may skip this
   * question. Count it if you want to and can't. Less wish for sex, or sex that hurts the back, doesn't count. Answer yes too if
   * you can't say when it began.
   */
  sexual_function_change?: true | false | "unsure" | null;
  /** Have you had a bladder, bowel or sexual problem for more than 3 months that has stayed the same? */
  old_sphincter_problem?: true | false | "unsure" | null;
  /** In the last 2 weeks, did the trouble passing pee start or get worse? Answer yes if you can't tell. */
  voiding_change_last_2_weeks?: true | false | "unsure" | null;
  /** In the last 2 weeks, did the rush to pee, or going more often, start or get worse? Answer yes if you can't tell. */
  urgency_last_2_weeks?: true | false | "unsure" | null;
  /** In the last 2 weeks, did the leak on coughing or lifting start or get worse? Answer yes if you can't tell. */
  stress_leak_last_2_weeks?: true | false | "unsure" | null;
  /** In the last 2 weeks, did the constipation start or get worse? Answer yes if you can't tell. */
  constipation_last_2_weeks?: true | false | "unsure" | null;
  /** In the last 2 weeks, did the change in sex start or get worse? You may skip this question. Answer yes if you can't tell. */
  sexual_change_last_2_weeks?: true | false | "unsure" | null;
  /**
   * Does that older problem still need looking into? It does if nobody has checked it, if its cause is still unknown, or if
   * treatment has failed to help.
   */
  longstanding_sphincter_problem_unassessed?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, has numbness or tingling started or got worse in both legs or both feet? Feet that have been numb for
   * longer and have stayed the same don't count.
   */
  bilateral_leg_sensory_change?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have both legs become weaker? Count legs that are weak from the first step. Legs that only tire after a
   * while don't count.
   */
  bilateral_leg_weakness?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, has shooting or burning pain started or got worse in both legs, or spread to the second leg? Pain in
   * both legs that comes only on standing or walking and goes when you sit doesn't count here.
   */
  bilateral_leg_pain?: true | false | "unsure" | null;
  /**
   * Has a health professional warned you that your own disc or spine could cause cauda equina syndrome? That means squeezed
   * nerves to the bladder, bowel and legs. A warning about your own back counts. A leaflet that everyone gets doesn't.
   */
  told_at_risk_of_ces?: true | false | "unsure" | null;
  /**
   * Have you been told before that you had cauda equina syndrome? That means squeezed nerves to the bladder, bowel and legs.
   * Count it if you had an operation for it.
   */
  ces_earlier?: true | false | "unsure" | null;
  /** Is anal tone or squeeze reduced on examination? */
  anal_tone_reduced?: true | false | "unsure" | null;
  /** What was the bladder volume after voiding? In millilitres. Whole, from 0 to 3000. */
  post_void_residual_ml?: number | "unsure" | null;
  /**
   * In the last 24 hours, has a leg suddenly gone weak or stopped moving? It counts even if it came back within the day. A leg
   * that you keep still because it hurts doesn't count.
   */
  leg_paralysis_sudden?: true | false | "unsure" | null;
  /**
   * In the last 3 months, has part of a leg or foot gone numb? Numb means that touch is dull or gone. A foot that goes to sleep
   * and wakes when you move doesn't count. Feet that have been numb for longer and have stayed the same don't count. Answer yes
   * too if you can't say when it began.
   */
  leg_numbness_new?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have pins and needles or burning tingling started in a leg or foot, on most days? Tingling that got
   * worse counts. Tingling that is older and has stayed the same doesn't. Answer yes too if you can't say when it began.
   */
  leg_tingling_new?: true | false | "unsure" | null;
  /** In the last 3 months, has numbness or tingling started or got worse in a leg or foot? */
  leg_numbness_tingling_new?: true | false | "unsure" | null;
  /**
   * In the last 3 months, has a leg or foot become weaker? You may trip, or the leg may give way on stairs. A leg that you hold
   * back because it hurts, while its strength is the same, doesn't count. Answer yes too if you can't say when it began.
   */
  leg_weakness_new?: true | false | "unsure" | null;
  /**
   * Is a leg or foot getting weaker from day to day? Compare with a few days ago on stairs, on tiptoe, or when you lift the foot.
   */
  leg_weakness_worsening?: true | false | "unsure" | null;
  /** Another name of leg_weakness_worsening. */
  progressive_weakness?: true | false | "unsure" | null;
  /**
   * In the last 3 months, has a leg become too weak to stand on, to climb a step, or to push up on tiptoe? Think of its strength,
   * not of the pain. Answer yes too if you can't say when it began.
   */
  leg_weakness_severe?: true | false | "unsure" | null;
  /**
   * In the last 3 months, has the front of a foot begun to drop, slap or catch when you walk? A dropped foot that is older and
   * has stayed the same doesn't count. Answer yes too if you can't say when it began.
   */
  foot_drop_new?: true | false | "unsure" | null;
  /** In the last 3 months, have the fronts of both feet begun to drop, slap or catch when you walk? */
  foot_drop_both?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, did the numbness in a leg or foot start or get worse? Answer yes if you can't tell. Numbness that has
   * stayed the same for longer doesn't count.
   */
  leg_numbness_last_2_weeks?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, did the weakness in a leg or foot start or get worse? Answer yes if you can't tell. Weakness that has
   * stayed the same for longer doesn't count.
   */
  leg_weakness_last_2_weeks?: true | false | "unsure" | null;
  /** Where is the numbness or tingling? */
  leg_feeling_side?: "none" | "left" | "right" | "both_new" | "both_longer" | "unsure" | null;
  /** Which leg is weak? */
  leg_weakness_side?: "none" | "left" | "right" | "both" | "unsure" | null;
  /**
   * What is the lowest muscle power grade found in either leg? MRC grade 0 to 5. Record 4- and 4+ as 4. In MRC grade. Whole, from
   * 0 to 5.
   */
  mrc_lowest?: number | "unsure" | null;
  /** How fast is a weak leg or foot getting weaker? */
  leg_weakness_progression?: "none" | "hours" | "days" | "weeks" | "months" | "unsure" | null;
  /** Is a numb or tingling patch getting bigger, or more numb, from week to week? */
  leg_numbness_progressive?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, have you become unable to stand, or to walk across a room? It counts whether pain, weakness or balance
   * stops you. If you can still cross the room with a stick or a frame, answer no.
   */
  unable_to_walk?: true | false | "unsure" | null;
  /**
   * In the last 24 hours, has one side of your face dropped, an arm suddenly gone weak or stopped moving, or speech suddenly
   * become hard? It counts even if it has passed. An arm that has been weak or sore from the neck for weeks doesn't count.
   */
  stroke_signs?: true | false | "unsure" | null;
  /**
   * In the last 3 months, has your walking become unsteady, or do your legs drag or feel stiff like wood? A limp only because it
   * hurts doesn't count. Answer yes too if you can't say when it began.
   */
  gait_unsteady?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have your arms or hands become weak, numb or clumsy? Think of buttons, keys or a phone. Hands that only
   * tingle or fall asleep at night don't count. Answer yes too if you can't say when it began.
   */
  hand_clumsy?: true | false | "unsure" | null;
  /** Is the trouble with your walking, arms or hands getting worse from day to day? */
  cord_symptoms_worsening?: true | false | "unsure" | null;
  /** Does bending your neck send a feeling like an electric shock down your back or legs? */
  electric_shock_spine?: true | false | "unsure" | null;
  /**
   * Right now, are you newly confused, hard to wake, or slurring your words? If you answer for somebody else, say what you see. A
   * small child who is floppy or doesn't react as usual counts.
   */
  sepsis_signs?: true | false | "unsure" | null;
  /**
   * Right now, is your skin, lips or tongue blue, grey or blotchy, or is there a rash that stays when you press a glass on it? On
   * brown or black skin, look at the lips, tongue, gums, palms and soles.
   */
  skin_colour_or_rash?: true | false | "unsure" | null;
  /**
   * Right now, do you feel very ill all over, far more than the pain alone would explain? You might be too ill to eat, drink or
   * get dressed.
   */
  systemically_unwell?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, have you had a fever, or felt hot and cold or shivery? It counts if it began before the pain, if it
   * comes and goes, or if painkillers took it away. Hot flushes that you know well don't count.
   */
  feverish?: true | false | "unsure" | null;
  /** Another name of feverish. */
  fever?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, have you had shaking chills that you couldn't stop? Your teeth chatter or the bed shakes. Only feeling
   * cold doesn't count.
   */
  rigors?: true | false | "unsure" | null;
  /**
   * Right now, is there a red, hot, swollen or leaking spot or wound on or near your spine? On brown or black skin, redness may
   * look darker or purple. An ordinary pimple doesn't count.
   */
  spinal_wound_problem?: true | false | "unsure" | null;
  /**
   * What was your highest temperature reading in the last 48 hours? In degrees Celsius. One lower reading proves nothing, so give
   * the highest. In degrees Celsius. From 30 to 45.
   */
  temperature_c?: number | "unsure" | null;
  /**
   * In the last 48 hours, has a thermometer read below 36 degrees? If you can, take it again under the tongue or deep in the
   * armpit.
   */
  temperature_below_36?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you begun to sweat so much at night that your clothes or sheets get soaked? Sweats or hot flushes
   * that you have had for years don't count.
   */
  night_sweats?: true | false | "unsure" | null;
  /**
   * Is your immune system weak, from an illness or a medicine? Count chemotherapy in the last 6 months, a transplant, having no
   * spleen, too few white blood cells, and HIV that treatment fails to hold down. Count medicines too, such as biologics,
   * methotrexate or months of steroid tablets.
   */
  immunosuppressed?: true | false | "unsure" | null;
  /** Do you live with HIV? */
  hiv?: true | false | "unsure" | null;
  /** Do you have diabetes? */
  diabetes?: true | false | "unsure" | null;
  /**
   * Have you had a back operation in the last 12 months, or a needle in your back in the last 3 months? An injection, an epidural
   * and a lumbar puncture in the back all count. An injection into a buttock or hip doesn't.
   */
  recent_spinal_procedure?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you had an abscess, a bad infection of skin, blood, heart, bone or joint, or one that needed
   * hospital? An abscess counts wherever it was, in a tooth too. A cold, or a chest or bladder infection that tablets cured,
   * doesn't.
   */
  recent_infection?: true | false | "unsure" | null;
  /** Do you have a line or port in a vein, or dialysis? */
  vascular_line?: true | false | "unsure" | null;
  /**
   * In the last 12 months, have you injected drugs that nobody prescribed for you? You may skip this question. The answer is used
   * only to judge the risk of an infection.
   */
  iv_drug_use?: true | false | "unsure" | null;
  /** Have you ever had tuberculosis (TB), or lived with somebody ill with it in the last 2 years? */
  tb_history_or_exposure?: true | false | "unsure" | null;
  /**
   * At any time since the pain began, have you had a fever, or felt hot and cold or shivery? It counts if it comes and goes, or
   * if painkillers took it away.
   */
  fever_since_pain_began?: true | false | "unsure" | null;
  /**
   * On most days, do you drink as much as a bottle of wine, 4 pints of beer or a third of a bottle of spirits? Count it too if
   * you need a drink to steady yourself.
   */
  alcohol_dependence?: true | false | "unsure" | null;
  /** At the moment, does the child refuse to walk, stand or sit up, or to put weight on a leg? */
  child_wont_walk?: true | false | "unsure" | null;
  /**
   * At the moment, does the child limp, or move the back stiffly? A limp right after a knock that is gone the next day doesn't
   * count.
   */
  child_limps?: true | false | "unsure" | null;
  /** Does the child limp, or refuse to walk, sit or bend? */
  child_wont_walk_or_limps?: true | false | "unsure" | null;
  /** At the moment, does back pain wake the child from sleep? Leg aches in the evening that are gone by morning don't count. */
  child_night_waking_pain?: true | false | "unsure" | null;
  /** Is there a new and painful curve in the child's back? */
  child_curved_painful_spine?: true | false | "unsure" | null;
  /**
   * Is the child newly pale, easily bruised, very tired or losing weight? On brown or black skin, look at the palms, the lips and
   * inside the eyelids. Being tired after a bad night doesn't count.
   */
  child_pale_bruised_unwell?: true | false | "unsure" | null;
  /**
   * Are you pregnant, or did a pregnancy end in the last 12 weeks? A birth, a miscarriage and an ended pregnancy all count as an
   * end. If a period is late or odd, choose that you may be pregnant.
   */
  pregnancy_state?: "none" | "pregnant" | "postpartum" | "unsure" | null;
  /**
   * In the last 24 hours, have you had pain low on one side of your tummy, or in the tip of your shoulder? Think of the front,
   * low down. Pain in a hip or buttock doesn't count.
   */
  preg_one_side_or_shoulder?: true | false | "unsure" | null;
  /** In the last 24 hours, have you bled from the vagina, or had spotting? After a birth, count it if it is more than before. */
  preg_bleeding?: true | false | "unsure" | null;
  /**
   * In the last 24 hours, has there been heavy bleeding from the vagina? Heavy means that it soaks a pad in an hour or less, or
   * has big clots.
   */
  preg_bleeding_heavy?: true | false | "unsure" | null;
  /** In the last 24 hours, have you had strong tummy pain that stays on instead of coming in waves? */
  preg_pain_constant?: true | false | "unsure" | null;
  /**
   * In the last 24 hours, have your waters leaked, or have tightenings or back pains come in waves? Count back pain that comes
   * and goes in a pattern. Back pain that comes only when you move doesn't count.
   */
  preg_labour_signs?: true | false | "unsure" | null;
  /**
   * In the last 24 hours, have you had a bad headache, blurred sight, pain just under the ribs, or sudden swelling of face or
   * hands?
   */
  preg_bp_signs?: true | false | "unsure" | null;
  /**
   * In the last 24 hours, has your baby moved less than usual, or in a changed pattern? If you are still too early on to feel it
   * move, answer no.
   */
  preg_baby_moves_less?: true | false | "unsure" | null;
  /**
   * Do you have a warning sign of pregnancy or of the weeks after it? Bleeding, leaking waters, tightenings in waves, strong
   * tummy pain, a bad headache with a change in sight, and a baby that moves less are such signs.
   */
  pregnancy_warning_sign?: true | false | "unsure" | null;
  /** Right now, are you sick so often that you bring up every drink? */
  vomiting_cannot_keep_fluids?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, have you had very bad pain in waves from your side towards your groin? Count pain that makes you pace
   * about or roll around.
   */
  flank_pain_colicky?: true | false | "unsure" | null;
  /** In the last 2 weeks, has pain in your upper tummy gone right through to your back? */
  upper_tummy_pain_to_back?: true | false | "unsure" | null;
  /** In the last 2 weeks, has it burned or stung when you pee? Cloudy or smelly pee alone doesn't count. */
  urinary_infection_symptoms?: true | false | "unsure" | null;
  /** In the last 3 months, have you seen blood in your pee? Blood from a period doesn't count. */
  blood_in_urine?: true | false | "unsure" | null;
  /** In the last 2 weeks, have your skin or the whites of your eyes been yellow? */
  yellow_skin?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, have you got a rash or blisters on one side of your body, where it hurts? If it is near an eye or on the
   * face, be seen today.
   */
  blister_rash?: true | false | "unsure" | null;
  /** In the last 3 months, has pain run round your chest or tummy like a tight belt? It counts on one side too. */
  band_like_pain?: true | false | "unsure" | null;
  /**
   * In the last 6 months, have you lost weight without trying? Looser clothes or a looser belt count. So does about 1 kg for
   * every 20 kg you weigh.
   */
  weight_loss_unexplained?: true | false | "unsure" | null;
  /** In the last 3 months, has your back got a new hump or bend? Leaning over only while it hurts doesn't count. */
  back_shape_changed?: true | false | "unsure" | null;
  /**
   * In the last 3 months, have you found a new or growing lump on or beside your spine? A soft lump that has stayed the same for
   * years doesn't count.
   */
  spine_lump?: true | false | "unsure" | null;
  /**
   * Have you ever had cancer, in any part of your body? Count cancer that was cured, and cancer of the blood such as leukaemia,
   * lymphoma or myeloma. A small skin cancer that was cut out doesn't count, unless it was a melanoma.
   */
  cancer_history?: true | false | "unsure" | null;
  /**
   * In the last 12 months, have you had cancer treatment, or been told that a cancer has spread or come back? Count operations,
   * chemo, radiotherapy and hormone tablets. Count any other cancer drug too.
   */
  cancer_active_or_spread?: true | false | "unsure" | null;
  /** Have you been told that cancer has spread to your spine? */
  spinal_metastases_known?: true | false | "unsure" | null;
  /**
   * Are you at least 4 cm shorter than you were at your tallest? That is about two finger widths. Compare with the height in your
   * passport or an old record.
   */
  height_loss?: true | false | "unsure" | null;
  /**
   * In the last 2 weeks, did this start or get worse after a serious accident? Count a road crash, being hit by a vehicle, or a
   * heavy blow to the back. Count a fall from above your own height or down stairs, or a hard landing on your feet or bottom.
   * Count coming off a horse, bicycle, motorbike or quad.
   */
  trauma_major?: true | false | "unsure" | null;
  /**
   * In the last 6 weeks, did a fall, a knock or an accident hurt your back or start this problem? Even a small fall or bump
   * counts. Lifting, bending, twisting or coughing alone doesn't.
   */
  back_injury_recent?: true | false | "unsure" | null;
  /** Do you have very strong pain from a recent back injury? Here a strain from lifting, bending or twisting counts too. */
  acute_injury_intense_pain?: true | false | "unsure" | null;
  /** In the last 3 days, did you have that serious accident? */
  accident_last_3_days?: true | false | "unsure" | null;
  /** In the last 6 weeks, did this back or leg problem start or get worse after a small fall or a bump? */
  trauma_minor?: true | false | "unsure" | null;
  /**
   * Have you been told that you have thin bones, or broken a bone in a simple fall since age 50? Thin bones are also called
   * osteoporosis. Fingers, toes, and bones broken in a crash don't count.
   */
  osteoporosis?: true | false | "unsure" | null;
  /**
   * In the last 12 months, have you taken steroid tablets for 3 months or more? Prednisolone is one. Inhalers, creams, injections
   * into a joint, and body-building steroids don't count.
   */
  steroid_long_term?: true | false | "unsure" | null;
  /**
   * Have you been told that your spine has stiffened or joined up, from ankylosing spondylitis or DISH? Axial spondyloarthritis
   * counts. A spine operation that joins two bones, and everyday stiffness, don't.
   */
  fused_spine?: true | false | "unsure" | null;
  /**
   * Press along the bones in the middle of your back. Is one spot far more sore than the rest? Sore muscle beside the bones
   * doesn't count. If you can't reach, ask somebody, or answer "not sure".
   */
  focal_bony_tenderness?: true | false | "unsure" | null;
  /**
   * Is there a bruise or graze over your spine from the fall or knock? On brown or black skin, feel for a raised, sore or warm
   * patch, or ask somebody to look.
   */
  skin_bruise_over_spine?: true | false | "unsure" | null;
  /** Is there a very bad pain right over the bones of your spine that lying down takes away? */
  severe_central_pain_eased_lying?: true | false | "unsure" | null;
  /**
   * Do you often do a sport that bends your back backwards or twists it hard? Gymnastics, dance, fast bowling, football, rugby,
   * tennis, athletics and weights count.
   */
  extension_sport_youth?: true | false | "unsure" | null;
  /** Does walking make your back pain worse? */
  pain_worse_walking?: true | false | "unsure" | null;
  /** Did you get sharp or stabbing pain during your last walk or exercise? A twinge that is gone at once doesn't count. */
  pain_sharp_on_activity?: true | false | "unsure" | null;
  /** Was the pain still above your usual level 24 hours after your last walk or exercise? */
  pain_persists_after_activity?: true | false | "unsure" | null;
  /** Does pain, heaviness or tingling build up in your legs when you stand or walk, and ease when you sit or lean forward? */
  neurogenic_claudication?: true | false | "unsure" | null;
  /**
   * In the last 3 months, did that leg trouble start, or begin to stop you sooner? It builds up as you stand or walk, and eases
   * when you sit.
   */
  claudication_new_or_worse?: true | false | "unsure" | null;
  /** Have you been told that you have severe spinal stenosis, a narrow spine canal? */
  known_severe_stenosis?: true | false | "unsure" | null;
  /**
   * In the last 12 weeks, have you been told that you have a slipped disc? A scan report counts if somebody told you that it
   * explains your pain.
   */
  recent_disc_herniation?: true | false | "unsure" | null;
  /** Have you been told that you have an unstable slipped bone in your spine? */
  unstable_spondylolisthesis?: true | false | "unsure" | null;
  /**
   * How many days ago was your last back operation? For weeks, count 7 days each. For months, count 30 days each. In days. Whole,
   * from 0 to 36500.
   */
  days_since_spinal_surgery?: number | "unsure" | null;
  /** After a back operation, are you still waiting to hear that you may walk for exercise? */
  no_clearance_after_surgery?: true | false | "unsure" | null;
  /**
   * After 4 weeks or more of looking after your back, is it just as bad as at the start, or worse? Exercise, walking, tablets and
   * physiotherapy all count as looking after it. If 4 weeks have not passed, answer no.
   */
  not_improving?: true | false | "unsure" | null;
  /** Is the pain severe or getting worse, even though you look after your back? */
  severe_or_worse_despite_self_care?: true | false | "unsure" | null;
  /** Does the pain break your sleep on most nights? */
  night_pain_disturbs_sleep?: true | false | "unsure" | null;
  /** For 4 weeks or more, has walking made your back pain worse on most walks? */
  pain_worse_walking_repeatedly?: true | false | "unsure" | null;
  /**
   * For how many weeks have you looked after your back with exercise, walking, tablets or physiotherapy? Put 0 if you have not
   * started. In weeks. Whole, from 0 to 520.
   */
  self_care_weeks?: number | "unsure" | null;
  /** How old were you when your back problem first began? In years. Whole, from 0 to 120. */
  onset_age_years?: number | "unsure" | null;
  /** Does your back wake you in the second half of most nights? */
  woken_second_half_night?: true | false | "unsure" | null;
  /** Do you have pain in a buttock? It may swap from side to side. */
  buttock_pain?: true | false | "unsure" | null;
  /** Does moving about ease your back more than resting does? */
  better_with_movement?: true | false | "unsure" | null;
  /** Do ibuprofen or tablets like it take most of the pain away within 2 days? */
  nsaid_relief_48h?: true | false | "unsure" | null;
  /** Have you ever had a joint that was swollen, hot and sore for weeks? Worn joints that only ache don't count. */
  arthritis_ever?: true | false | "unsure" | null;
  /** Have you ever had pain for weeks where a tendon joins a bone, such as at the heel? */
  enthesitis_ever?: true | false | "unsure" | null;
  /** Have you ever had psoriasis? That is red or dark, scaly patches of skin. */
  psoriasis_ever?: true | false | "unsure" | null;
  /** Does a parent, brother, sister or child of yours have ankylosing spondylitis or a disease like it? */
  spa_family_history?: true | false | "unsure" | null;
  /** Have you ever been told that you had uveitis or iritis, an inflamed eye? */
  eye_inflammation_ever?: true | false | "unsure" | null;
  /** Have you ever been told that you have Crohn's disease or colitis? Irritable bowel is not the same. */
  bowel_inflammation_ever?: true | false | "unsure" | null;
  /**
   * For how many minutes is your back stiff in the morning? This is only passed on to the person who sees you. In minutes. Whole,
   * from 0 to 720.
   */
  morning_stiffness_minutes?: number | "unsure" | null;
}

/** What to tell the person. */
export interface Advice {
  say: string;
  notes: string[];
  safety_net: string;
}

/** Two answers that can't both be right; the more serious one counted. */
export interface Conflict {
  finding: string;
  against: string[];
}

/** A rule that fired. What the person answered is left out of it where the record leaves out answers. */
export interface Firing {
  rule: string;
  ref: string;
  title: string;
  outcome: Outcome;
  /** What the person reads. */
  say: string;
  /** Why the rule exists, for whoever reviews the answer. */
  because: string;
  limits: string[];
  sources: Source[];
  /** Whether it fired only because an unsure was read as yes. */
  unsure?: boolean;
  /** A minimal set of answers that alone make it fire. */
  findings?: string[];
  /** Other answers that met one of its leaves. */
  also?: string[];
}

/** One finding on a screen, with the words that stand for its question under the stem. */
export interface OpenLine {
  finding: string;
  tick: string;
}

/** The screen to show next, with the lines that are open. */
export interface OpenPanel {
  id: string;
  kind: "each" | "tick";
  stem: string;
  lines: OpenLine[];
}

/** What to do and how soon. */
export interface Outcome {
  /** From least to most urgent. */
  level: "none-found" | "stop" | "seek-care" | "emergency";
  /** How soon; null at none-found and only there. At once: call an ambulance. */
  within: "fortnight" | "week" | "days" | "today" | "now" | "at-once" | null;
}

/** Which rules gave an assessment, so that it can be replayed. */
export interface Rules {
  name: string;
  version: string;
  digest: string;
  /** Their clinical review status. */
  review: string;
}

/** What a rule rests on. */
export interface Source {
  id: string;
  where: string;
  grade: string;
  title: string;
}

/** An assessment as `to_dict()` gives it. Holds the answers: it is health data. */
export interface Assessment {
  format: 2;
  outcome: Outcome;
  /** The worst outcome that some way of answering the open questions could still bring. */
  ceiling: Outcome;
  /** Whether nothing critical is open that could raise the outcome, and no answer was refused. */
  complete: boolean;
  /** Every rule that fired, the most urgent first. */
  fired: Firing[];
  /** The critical findings that are open and could still raise the outcome. */
  open_critical: string[];
  /** The screen to show next; null when nothing could change the outcome. */
  next_panel: OpenPanel | null;
  advice: Advice;
  rules: Rules;
  /** Only when asked for: the open findings, most decisive first. */
  next_questions?: string[];
  /** Answers that don't fit one another. */
  conflicts?: Conflict[];
  /** Quantities whose value is possible but unlikely; ask again. */
  implausible?: string[];
  /** The answers that counted, as they were given. */
  answers?: Record<string, boolean | number | string>;
}

/** One question of the questionnaire, with all that a front end needs. */
export interface Line {
  finding: string;
  tick: string;
  question: string;
  help: string;
  kind: "flag" | "quantity" | "choice";
  critical: boolean;
  gate: boolean;
  /** Outside this condition it isn't asked; null when it always is. */
  asked_if: unknown;
  /** What an answer makes yes, through every step. */
  implies: Record<string, unknown>[];
  unit?: string;
  range?: number[] | null;
  plausible?: number[] | null;
  whole?: boolean;
  options?: Record<string, string>[];
}

/** One screen of the questionnaire. */
export interface Panel {
  id: string;
  kind: "each" | "tick";
  stem: string;
  /** The screen on which this one appears; null for one of its own. */
  below: string | null;
  lines: Line[];
}

/** The whole questionnaire, screen by screen. */
export interface Questionnaire {
  format: 1;
  rules: Rules;
  panels: Panel[];
}

/** What is wrong with one answer, and what would be right. Never holds the answer. */
export interface Problem {
  /** What kind of fault it is; permanent. */
  code: string;
  message: string;
  /** The finding's name as it was given. */
  where: string;
}

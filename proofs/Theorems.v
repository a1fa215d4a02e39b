(** * The laws, for every sound rule set

    Each law stands as a sentence above the statement that says it, with the numbers of docs/explanation/laws.md. The words
    of the statements are defined in [Language.v] and [Check.v]; the proofs are elsewhere, and whoever trusts Coq needn't read
    them. [V] is a vocabulary, [R] are rules, [A], [B] somebody's answers. [sound V R = true] is what the loader checks. *)

From Coq Require Import ZArith Arith Bool List.
Import ListNotations.
From Triage Require Import Language Check.
From Triage Require Order Implied Gates Monotone Joining Terms Release Ceiling Closing Rounds Bounded Reasons Asking Interview
  Consistent Fast.

(** ** What the words mean

    Outcomes are ordered by level, then by timeframe; two outcomes of one rank are the same outcome. *)
Theorem outcomes_are_ordered :
  (forall l t m u, Found l t <=o Found m u <->
     level_rank l < level_rank m \/ (l = m /\ time_rank t <= time_rank u))
  /\ (forall o, None_found <=o o)
  /\ (forall o p, o <=o p -> p <=o o -> o = p).
Proof. exact Order.outcomes_are_ordered. Qed.

(** The outcome is the worst of what the rules give: at least each, and one of them. *)
Theorem the_worst_wins V R A :
  (forall r, In r R -> result V A r <=o evaluate V R A)
  /\ (evaluate V R A = None_found \/ exists r, In r R /\ evaluate V R A = result V A r).
Proof. exact (Order.the_worst_wins V R A). Qed.

(** Implications: a flag is known when it is answered yes under one of its names, or when a leaf that implies it is met,
    and in no other case. "Met" counts what is known, so implications are transitive, and a given no blocks nothing. *)
Theorem implications_are_closed V R A f :
  sound V R = true ->
  (known V A f = true <->
   (exists n, In n (names_of V f) /\ A n = Some Yes) \/ (exists l, In l (parents V f) /\ met_surely V A l = true)).
Proof. intros S. exact (Implied.known_means V R S A f). Qed.

(** Unsure: a rule holds in doubt exactly when some way of replacing each unsure answer by one acceptable answer, the same
    in the whole rule, makes it hold. (What isn't marked as open to doubt is still read as given.) *)
Theorem a_doubt_is_one_single_answer V R A r :
  sound V R = true -> In r R -> valid V A ->
  (perhaps V A (when r) = true <-> exists B, resolves V A B /\ in_doubt V A B (when r) = true).
Proof. intros S. exact (Gates.a_doubt_is_one_single_answer V R S A r). Qed.

(** ** Law 2, order-free

    Answers are a function from names, so they have no order; what is the same for every name gives the same outcome. *)
Theorem law_2 V R A B : (forall n, A n = B n) -> evaluate V R A = evaluate V R B.
Proof. exact (Interview.evaluate_same V R A B). Qed.

(** ** Law 3, never downgraded by an answer

    Answering an open question never lowers the outcome. *)
Theorem law_3 V R A n a :
  sound V R = true -> A n = None -> evaluate V R A <=o evaluate V R (set n a A).
Proof. intros S. exact (Monotone.one_more_answer V R S A n a). Qed.

(** ** Law 4, never downgraded by severity

    From no to unsure to yes, from a harmless option or number to unsure, and a quantity that moves in its worse direction
    or away from its band: none of it lowers the outcome, in any number of answers at once, nor do answers more. *)
Theorem law_4 V R A B :
  sound V R = true -> as_bad V R A B -> evaluate V R A <=o evaluate V R B.
Proof. intros S. exact (Monotone.severity V R S A B). Qed.

(** ** Law 5, never downgraded by company

    Two sets of answers that don't differ give together at least what each gives alone. *)
Theorem law_5 V R A1 A2 :
  sound V R = true -> agree A1 A2 ->
  evaluate V R A1 <=o evaluate V R (together A1 A2)
  /\ evaluate V R A2 <=o evaluate V R (together A1 A2).
Proof. exact (Monotone.company V R A1 A2). Qed.

(** ** Law 6, never downgraded by rules

    Adding a rule, or a pack with its own findings, implications and rules, never lowers any result; whichever of two joined
    packs one looks from, and in whatever order they are joined.
    (That they define no name differently is part of [sound].) *)
Theorem law_6 V R joined more A :
  sound V R = true -> sound joined more = true -> incl V joined -> incl R more ->
  evaluate V R A <=o evaluate joined more A.
Proof. intros S S' HV HR. exact (Joining.joining V joined R more S S' HV A HR). Qed.

(** Nor does a rule lower the ceiling. *)
Theorem law_6_ceiling V R S A : ceiling V R A <=o ceiling V (R ++ S) A.
Proof. exact (Ceiling.more_rules_raise_the_ceiling V R S A). Qed.

(** ** Law 7, never downgraded by a release

    The release check finds nothing exactly when no valid person goes lower: neither is anybody's answer refused, nor does
    anybody get less. *)
Theorem law_7 V R new newer :
  sound V R = true -> sound new newer = true ->
  (failures V R new newer = [] <-> forall A, ~ goes_lower V R new newer A).
Proof. exact (Release.the_check_is_exact V new R newer). Qed.

(** And every failing point is a person who goes lower. *)
Theorem law_7_examples V R new newer p :
  sound V R = true -> In p (failures V R new newer) -> goes_lower V R new newer (person_of p).
Proof. intros S. exact (Release.every_failure_is_a_person V new R newer S p). Qed.

(** A condition holds exactly when all leaves of one of its terms are met. *)
Theorem terms_are_the_ways_to_hold met c :
  holds met c = true <-> exists t, In t (terms c) /\ forall l, In l t -> met l = true.
Proof. exact (Terms.terms_are_the_ways_to_hold met c). Qed.

(** The ceiling of a release. When nobody goes lower, only a question that is closed can lower a ceiling: nobody for whom
    each open question is still open, or its flag known, has a lower one. *)
Theorem law_7_ceiling V R new newer A :
  sound V R = true -> sound new newer = true -> failures V R new newer = [] -> valid V A -> still_asks V new A ->
  ceiling V R A <=o ceiling new newer A.
Proof. intros S S' H. exact (Ceiling.ceiling_never_lower V new R newer S S' H A). Qed.

(** And what may be closed is listed, question by question: one that isn't in the list of what a release closes is put to
    everybody to whom it was put. (The list may hold a question that is closed for nobody; the check of outcomes has no
    such slack.) *)
Theorem law_7_closes V R new newer A n :
  sound V R = true -> sound new newer = true -> valid V A ->
  ~ In n (closes V new) -> open V A n = true -> still_asked new A n.
Proof. intros S S' Hv. exact (Closing.only_what_is_listed_is_closed V new R newer S S' A Hv n). Qed.

(** ** Relevance

    A finding is relevant exactly when its [asked_if] is met or can still be, where only what is itself relevant may still
    be asked. (Found in rounds; there are enough of them.) *)
Theorem relevance_is_settled V A n :
  In n (relevant V A) <-> exists F, In F V /\ name_of F = n /\ passes (could V A (relevant V A)) F = true.
Proof. exact (Rounds.relevant_means V A n). Qed.

(** [asked_if] steers what is asked, and nothing else: without any of it everybody has the same outcome. *)
Theorem asked_if_changes_no_outcome V R A : evaluate (map ungated V) R A = evaluate V R A.
Proof. exact (Gates.evaluate_ungated V R A). Qed.

(** ** Law 8, bounded

    Every way of answering the open questions lands between the outcome and the ceiling. *)
Theorem law_8 V R A B :
  sound V R = true -> answers_open V A B ->
  evaluate V R A <=o evaluate V R B /\ evaluate V R B <=o ceiling V R A.
Proof.
  intros S H. split; [exact (Bounded.outcome_below V R S A B H) | exact (Bounded.ceiling_above V R S A B H)].
Qed.

(** Both ends are reached, each by somebody who answers every open question. *)
Theorem law_8_reached V R A :
  sound V R = true ->
  (exists B, answers_open V A B /\ leaves_none V A B /\ rank (evaluate V R B) = rank (evaluate V R A))
  /\ (exists B, answers_open V A B /\ leaves_none V A B /\ rank (evaluate V R B) = rank (ceiling V R A)).
Proof. intros S. split; [exact (Bounded.lower_end_reached V R S A) | exact (Bounded.ceiling_reached V R S A)]. Qed.

(** No open question could raise the outcome exactly when ceiling and outcome agree. *)
Theorem nothing_left_to_ask V R A :
  sound V R = true ->
  ((forall n, ~ could_raise V R A n) <-> rank (ceiling V R A) = rank (evaluate V R A)).
Proof. intros S. exact (Interview.nothing_raises_at_the_ceiling V R S A). Qed.

(** ** Law 10, true reasons

    The reasons of a rule are given answers which alone make it fire with that outcome, and as surely ... *)
Theorem law_10 V A r :
  valid V A ->
  firmness V (keep (reasons V A r) A) r = firmness V A r
  /\ result V (keep (reasons V A r) A) r = result V A r
  /\ forall n, In n (reasons V A r) -> exists a, A n = Some a.
Proof.
  intros Hv. pose proof (Reasons.reasons_suffice V r A Hv) as H. repeat split; [exact H | |].
  - exact (Reasons.as_firm_as_sure V r A _ H).
  - exact (Reasons.reasons_were_given V r A).
Qed.

(** ... and no one of them can be left out. *)
Theorem law_10_minimal V R A r n :
  sound V R = true -> In r R -> In n (reasons V A r) ->
  firmness V (keep (without n (reasons V A r)) A) r <> firmness V A r.
Proof. intros S Hr. exact (Reasons.no_reason_can_be_left_out V R S r Hr A n). Qed.

(** ** Law 12, nothing lost by not asking

    A consistent person who is asked open questions only, in any order, until none that could raise the outcome is left,
    has the outcome of answering everything. *)
Theorem law_12 V R P asked B :
  sound V R = true -> consistent V R P ->
  interview V P (given_beforehand V P) asked B -> (forall n, ~ could_raise V R B n) ->
  rank (evaluate V R B) = rank (evaluate V R P).
Proof. intros S HP HI. exact (Interview.nothing_lost V R S P _ asked B HP eq_refl HI). Qed.

(** What a person is asked is exactly what has an [asked_if] that holds over their answers to what they are asked. *)
Theorem asked_step_by_step V P n :
  In n (asked_for V P) <-> exists F, In F V /\ name_of F = n /\ passes (holds_for V P (asked_for V P)) F = true.
Proof. exact (Rounds.asked_means V P n). Qed.

(** Whether somebody is consistent can be decided. *)
Theorem consistency_is_decided V R p :
  sound V R = true -> NoDup (map fst p) -> (is_consistent V R p = true <-> consistent V R (person_of p)).
Proof. intros S. exact (Consistent.consistent_decided V R S p). Qed.

(** At no time on the way does the ceiling hide what answering everything would give. *)
Theorem law_12_on_the_way V R P asked B :
  sound V R = true -> consistent V R P ->
  interview V P (given_beforehand V P) asked B -> evaluate V R P <=o ceiling V R B.
Proof.
  intros S HP HI.
  exact (Asking.ceiling_never_hides V R S P HP B (Asking.interview_on_the_way V P _ _ _ HI (Asking.start_on_the_way V P))).
Qed.

(** Every interview ends: nothing is asked twice. And whoever leaves no line blank gets to the end. *)
Theorem law_12_ends V R P A :
  sound V R = true ->
  (forall asked B, interview V P A asked B -> NoDup asked /\ length asked <= length V)
  /\ (leaves_no_blank V P -> exists asked B, interview V P A asked B /\ forall n, ~ could_raise V R B n).
Proof.
  intros S. split.
  - intros asked B H.
    split; [now apply (Interview.never_asked_twice V P A asked B) | exact (Interview.interview_ends V P A asked B H)].
  - exact (Interview.asked_to_the_end V R S P A).
Qed.

(** ** What is extracted

    What doesn't depend on answers is worked out once; the results are the same. *)
Theorem the_fast_kernel_is_the_same V R new newer A :
  Fast.fast_evaluate (map (Fast.make_ready V) R) A = evaluate V R A
  /\ Fast.fast_relevant V A = relevant V A
  /\ Fast.fast_ceiling V (map (Fast.make_ready V) R) A = ceiling V R A
  /\ Fast.fast_lowered V R new newer = lowered V R new newer.
Proof.
  repeat split.
  - exact (Fast.fast_evaluate_same V R A).
  - exact (Fast.fast_relevant_same V A).
  - exact (Fast.fast_ceiling_same V R A).
  - exact (Fast.fast_lowered_same V R new newer).
Qed.

(** ** What all of it rests on: nothing but Coq *)

Definition all_laws :=
  (outcomes_are_ordered, the_worst_wins, implications_are_closed, a_doubt_is_one_single_answer, law_2, law_3, law_4,
   law_5, law_6, law_6_ceiling, law_7, law_7_examples, terms_are_the_ways_to_hold, law_7_ceiling, law_7_closes,
   relevance_is_settled, asked_if_changes_no_outcome, law_8, law_8_reached, nothing_left_to_ask, law_10,
   law_10_minimal, law_12, asked_step_by_step, consistency_is_decided, law_12_on_the_way, law_12_ends,
   the_fast_kernel_is_the_same).

Print Assumptions all_laws.

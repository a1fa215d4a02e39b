(** * The check of consistency says what it means *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Implied Release.

Section Consistent.

Variables (V : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.

Lemma is_own_name_means n : is_own_name V n = true <-> exists F, owner V n = Some F /\ name_of F = n.
Proof.
  unfold is_own_name. destruct (owner V n) as [F |]; [| split; [discriminate | now intros [F [[=] _]]]].
  rewrite Nat.eqb_eq. split; [now exists F | intros [G [[= <-] E]]; exact E].
Qed.

Lemma passed_consistent p : is_consistent V R p = true -> consistent V R (person_of p).
Proof.
  intros H. unfold is_consistent in H. cbv zeta in H. apply and_true in H. destruct H as [H1 H2].
  rewrite forallb_forall in H1, H2.
  assert (Hp : forall n a, person_of p n = Some a ->
            accepts V n a = true /\ is_own_name V n = true
            /\ negb (is_person V n) || mem n (asked_for V (person_of p)) || implied_for V (person_of p) (asked_for V (person_of p)) n
               || harmless V R n a = true).
  { intros n a E. apply person_says in E. specialize (H1 _ E). cbn [fst snd] in H1. split_checks. now repeat split. }
  split.
  - intros n a E. now apply Hp.
  - intros n a E. apply is_own_name_means. now apply (Hp n a).
  - intros f s Hs Hg. pose proof (implied_has_flag V R is_sound _ f s Hs) as [G [HG [En _]]]. apply owner_in in HG.
    destruct HG as [HG _]. specialize (H2 G HG). rewrite En in H2.
    assert (He : existsb (given (person_of p)) (implied_by V f) = true) by (apply existsb_exists; now exists s).
    rewrite He in H2. cbn [negb orb] in H2. destruct (person_of p f) as [[]|]; try discriminate; [now left | right].
    split; [now apply negb_true_iff | reflexivity].
  - intros n a E Hperson Hn Hi. destruct (Hp n a E) as [_ [_ H]]. rewrite Hperson, Hi, orb_false_r in H.
    destruct (mem n (asked_for V (person_of p))) eqn:Em; [now apply mem_In in Em | exact H].
Qed.

Lemma consistent_passes p : NoDup (map fst p) -> consistent V R (person_of p) -> is_consistent V R p = true.
Proof.
  intros ND [C1 C2 C3 C4]. unfold is_consistent. cbv zeta. apply andb_true_iff. split; apply forallb_forall.
  - intros [n a] Hin. cbn [fst snd]. pose proof (says_person p n a ND Hin) as E. rewrite (C1 n a E).
    assert (Ho : is_own_name V n = true) by now apply is_own_name_means, (C2 n a). rewrite Ho. cbn [andb].
    destruct (is_person V n) eqn:Hperson; [| reflexivity]. cbn [negb orb].
    destruct (mem n (asked_for V (person_of p))) eqn:Em; [reflexivity |]. cbn [orb].
    destruct (implied_for V (person_of p) (asked_for V (person_of p)) n) eqn:Hi; [reflexivity |].
    apply (C4 n a E Hperson); [| exact Hi]. intros H. apply mem_In in H. congruence.
  - intros F HF. destruct (existsb (given (person_of p)) (implied_by V (name_of F))) eqn:He; [| reflexivity].
    apply existsb_exists in He. destruct He as [s [Hs Hg]]. cbn [negb orb].
    destruct (C3 _ _ Hs Hg) as [-> | [-> ->]]; reflexivity.
Qed.

Theorem consistent_decided p :
  NoDup (map fst p) -> (is_consistent V R p = true <-> consistent V R (person_of p)).
Proof. intros ND. split; [apply passed_consistent | now apply consistent_passes]. Qed.

End Consistent.

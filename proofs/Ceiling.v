(** * Laws 6 and 7 for the ceiling: only a question that is closed can lower it *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Monotone Ends Bounded Implied Release.

(** ** More rules *)

Theorem more_rules_raise_the_ceiling V R S A : rank (ceiling V R A) <= rank (ceiling V (R ++ S) A).
Proof.
  unfold ceiling. cbv zeta. apply worst_least. intros o Ho. apply worst_bounds. rewrite map_app. apply in_or_app.
  now left.
Qed.

(** ** What is known needs no answer *)

Section Known.

Variables (V : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.

Lemma other_name_implies_in k f n m :
  own_name V n -> In (Present n) (implied_in k V f) -> In m (names_of V n) -> In (Present m) (implied_in k V f).
Proof.
  intros Hn. revert f. induction k as [| k IH]; intros f; [intros [] |]. cbn [implied_in]. rewrite !in_flat_map.
  intros [l [Hl H]] Hm. exists l. split; [assumption |]. destruct l as [h | |]; [| destruct H as [[=] | []] ..].
  apply in_app_or in H. apply in_or_app. destruct H as [H | H]; [left | right; now apply IH].
  apply in_map_iff in H. destruct H as [x [[= ->] Hx]]. apply in_map_iff. exists m. split; [reflexivity |].
  now rewrite <- (own_name_among V R is_sound n h Hn (parent_own_name V R is_sound f h Hl) Hx).
Qed.

Lemma known_way A l w n :
  leaf_fits V true l = true -> In w (ways V l) -> fst w = Present n -> own_name V n -> known V A n = true ->
  exists v, In v (ways V l) /\ given A (fst v) = true /\ lists_unsure (fst v) = false.
Proof.
  intros Hfit Hw Ew Hn Hk. unfold known, met_surely in Hk. apply existsb_exists in Hk. destruct Hk as [u [Hu Hg]].
  destruct l as [f | |]; [| destruct Hw as [<- | []]; discriminate ..].
  cbn [ways] in *. apply in_app_or in Hw. apply in_app_or in Hu.
  assert (Hf : own_name V f) by (apply present_fits in Hfit; destruct Hfit as [F [HF [E _]]]; now exists F).
  destruct Hw as [Hw | Hw]; apply in_map_iff in Hw; destruct Hw as [x [<- Hx]]; cbn [fst] in Ew;
    destruct Hu as [Hu | Hu]; apply in_map_iff in Hu; destruct Hu as [y [<- Hy]]; cbn [fst] in Hg.
  - injection Ew as ->. rewrite (own_name_among V R is_sound n f Hn Hf Hx) in Hy. exists (Present y, true).
    repeat split; [| assumption]. apply in_or_app. left. apply in_map_iff. now exists y.
  - injection Ew as ->. rewrite (own_name_among V R is_sound n f Hn Hf Hx) in Hy. exists (y, is_app V f).
    repeat split; [| assumption | now apply (implied_answer_leaf V R is_sound) in Hy].
    apply in_or_app. right. apply in_map_iff. now exists y.
  - subst x. exists (Present y, is_app V f). repeat split; [| assumption]. apply in_or_app. right. apply in_map_iff.
    exists (Present y). split; [reflexivity |]. now apply other_name_implies_in with (n := n).
  - subst x. exists (y, is_app V f). repeat split; [| assumption | now apply (implied_answer_leaf V R is_sound) in Hy].
    apply in_or_app. right. apply in_map_iff. exists y. split; [reflexivity |].
    now apply (implied_transitive V R is_sound f n).
Qed.

Lemma known_through A f n :
  own_name V n -> In (Present n) (implied_by V f) -> known V A n = true -> known V A f = true.
Proof.
  intros Hn Hf Hk. unfold known, met_surely in *. apply existsb_exists in Hk. destruct Hk as [u [Hu Hg]].
  apply existsb_exists.
  exists (fst u, is_app V f). split; [| assumption]. cbn [ways] in *. apply in_or_app. right. apply in_map_iff.
  exists (fst u). split; [reflexivity |]. apply in_app_or in Hu.
  destruct Hu as [Hu | Hu]; apply in_map_iff in Hu; destruct Hu as [y [<- Hy]]; cbn [fst].
  - now apply other_name_implies_in with (n := n).
  - now apply (implied_transitive V R is_sound f n).
Qed.

(** [C] has the answers of [A], and those of [B] but for flags that are known from [A]. *)
Variables A B C : symptoms.
Hypothesis C_has : forall n a, A n = Some a -> C n = Some a.
Hypothesis B_known : forall n, C n = B n \/ (C n = None /\ own_name V n /\ is_flag V n /\ known V A n = true).

Lemma given_A_given_C s : given A s = true -> given C s = true.
Proof. unfold given. destruct (A (about s)) as [a |] eqn:E; [| discriminate]. now rewrite (C_has _ _ E). Qed.

Lemma flag_leaf s : answer_leaf V R s -> is_flag V (about s) -> s = Present (about s).
Proof.
  intros Hs [F [HF K]]. destruct (leaf_kind V R s Hs) as [G [HG KG]]. rewrite HF in HG. injection HG as <-.
  rewrite K in KG.
  destruct s; [reflexivity | contradiction ..].
Qed.

Lemma met_without_known r l w :
  In r R -> In l (leaves (when r)) -> In w (ways V l) ->
  C (about (fst w)) = B (about (fst w))
  \/ exists v, In v (ways V l) /\ given A (fst v) = true /\ lists_unsure (fst v) = false.
Proof.
  intros Hr Hl Hw. destruct (B_known (about (fst w))) as [E | [_ [Hn [Hf Hk]]]]; [now left | right].
  apply (known_way A l w (about (fst w))); try assumption; [eapply sound_leaf; eauto |].
  apply flag_leaf; [eapply way_answer_leaf; eauto | assumption].
Qed.

Lemma surely_without_known r : In r R -> surely V B (when r) = true -> surely V C (when r) = true.
Proof.
  intros Hr. apply holds_monotone. intros l Hl. unfold met_surely. rewrite !existsb_exists. intros [w [Hw Hg]].
  destruct (met_without_known r l w Hr Hl Hw) as [E | [v [Hv [Hgv _]]]].
  - exists w. split; [assumption |]. unfold given in *. now rewrite E.
  - exists v. split; [assumption | now apply given_A_given_C].
Qed.

Definition reading_known (D : symptoms) : symptoms := fun n => match C n with Some _ => D n | None => None end.

Lemma reading_known_reads D n : reads V B D n -> reads V C (reading_known D) n.
Proof.
  unfold reads, reading_known. destruct (B_known n) as [E | [E _]]; rewrite E; [| reflexivity].
  destruct (B n) as [a |]; [| reflexivity]. now destruct a.
Qed.

Lemma perhaps_without_known r : In r R -> perhaps V B (when r) = true -> perhaps V C (when r) = true.
Proof.
  intros Hr. rewrite !perhaps_reads. intros [D [HD H]].
  assert (HD' : forall n, In n (near V (when r)) -> reads V C (reading_known D) n) by (intros n Hn; now apply reading_known_reads, HD).
  exists (reading_known D). split; [assumption |]. revert H. apply holds_monotone. intros l Hl. unfold met_in_doubt.
  rewrite !existsb_exists. intros [w [Hw Hg]].
  destruct (met_without_known r l w Hr Hl Hw) as [E | [v [Hv [Hgv Hu]]]].
  - exists w. split; [assumption |]. unfold given in *. destruct (snd w); [| now rewrite E].
    assert (Hr' : reads V B D (about (fst w))) by (apply HD; eapply in_ways_near; eauto).
    unfold reading_known. rewrite E. unfold reads in Hr'.
    destruct (B (about (fst w))) eqn:EB; [assumption | now rewrite Hr' in Hg].
  - exists v. split; [assumption |]. pose proof (given_A_given_C _ Hgv) as Hc. destruct (snd v); [| assumption].
    assert (Hr' : reads V C (reading_known D) (about (fst v))) by (apply HD'; eapply in_ways_near; eauto).
    revert Hr' Hc. unfold reads, given. destruct (C (about (fst v))) as [a |]; [| discriminate]. intros Hr' Hc.
    destruct a; try (now rewrite Hr'). now rewrite (unsure_meets_no _ Hu) in Hc.
Qed.

Theorem known_answers_change_nothing : rank (evaluate V R B) <= rank (evaluate V R C).
Proof.
  apply worst_map_monotone. intros r Hr. apply result_monotone.
  - eapply doubt_never_worse; eauto.
  - now apply surely_without_known.
  - now apply perhaps_without_known.
Qed.

End Known.

(** ** A release that closes no question *)

Section Release.

Variables (V new : vocabulary) (R newer : rules).
Hypothesis old_sound : sound V R = true.
Hypothesis new_sound : sound new newer = true.
Hypothesis passes : failures V R new newer = [].

Variable A : symptoms.
Hypothesis is_valid : valid V A.
Hypothesis asks : still_asks V new A.

(** Somebody's answers to what was open, where it still is. *)
Definition still_answered (B : symptoms) : symptoms := fun n => if open new A n then B n else A n.

Lemma completion_valid B : answers_open V A B -> valid V B.
Proof.
  intros HB n a E. destruct (HB n) as [H | [_ [b [Eb Hb]]]]; [apply is_valid; congruence | congruence].
Qed.

Lemma nobody_lower B : valid V B -> valid new B /\ rank (evaluate V R B) <= rank (evaluate new newer B).
Proof.
  intros HB. pose proof (proj1 (the_check_is_exact V new R newer old_sound new_sound) passes) as H. split.
  - intros n a E. destruct (accepts new n a) eqn:Ha; [reflexivity |]. exfalso. apply (H B). split; [assumption |]. left.
    intros Hv. rewrite (Hv n a E) in Ha. discriminate.
  - apply Nat.le_ngt. intros Hlt. apply (H B). split; [assumption | now right].
Qed.

Lemma still_answered_open B : answers_open V A B -> answers_open new A (still_answered B).
Proof.
  intros HB n. unfold still_answered. destruct (open new A n) eqn:E; [| now left].
  destruct (HB n) as [H | [Ho [a [Ea Ha]]]]; [now left | right]. split; [reflexivity |]. exists a.
  split; [assumption |].
  destruct (nobody_lower B (completion_valid B HB)) as [Hv _]. now apply Hv.
Qed.

Lemma unanswered_known_is_flag n : own_name new n -> A n = None -> known new A n = true -> is_flag new n.
Proof.
  intros [F [HF E]] En Hk. unfold known, met_surely in Hk. apply existsb_exists in Hk. destruct Hk as [w [Hw Hg]].
  cbn [ways] in Hw. apply in_app_or in Hw. destruct Hw as [Hw | Hw]; apply in_map_iff in Hw; destruct Hw as [x [<- Hx]].
  - exists F. split; [assumption |].
    destruct (kind_of F) as [| low high whole plausible worse | os] eqn:K; [reflexivity | |]; exfalso;
      apply owner_in in HF as HFin; destruct HFin as [HFin _]; unfold names_of, names in Hx; rewrite HF in Hx.
    + destruct (sound_quantity new newer new_sound F _ _ _ _ _ HFin K) as [_ Hal]. rewrite Hal, E in Hx.
      destruct Hx as [<- | []]. unfold given in Hg. cbn in Hg. now rewrite En in Hg.
    + destruct (sound_choice new newer new_sound F os HFin K) as [_ [Hal _]]. rewrite Hal, E in Hx.
      destruct Hx as [<- | []]. unfold given in Hg. cbn in Hg. now rewrite En in Hg.
  - apply (implied_has_flag new newer new_sound) in Hx. destruct Hx as [G [HG [_ K]]]. now exists G.
Qed.

Lemma closed_is_known B n :
  answers_open V A B ->
  still_answered B n = B n
  \/ (still_answered B n = None /\ own_name new n /\ is_flag new n /\ known new A n = true).
Proof.
  intros HB. unfold still_answered. destruct (open new A n) eqn:E; [now left |].
  destruct (HB n) as [H | [Ho _]]; [left; now symmetry |]. pose proof (open_unanswered _ _ _ Ho) as En.
  destruct (asks n Ho) as [H | [Hn Hk]]; [congruence |]. right. split; [assumption |]. split; [assumption |].
  split; [now apply unanswered_known_is_flag | assumption].
Qed.

Theorem ceiling_never_lower : rank (ceiling V R A) <= rank (ceiling new newer A).
Proof.
  destruct (ceiling_reached V R old_sound A) as [B [HB [_ <-]]].
  destruct (nobody_lower B (completion_valid B HB)) as [_ H]. etransitivity; [exact H |].
  etransitivity; [| apply (ceiling_above new newer new_sound A (still_answered B) (still_answered_open B HB))].
  apply (known_answers_change_nothing new newer new_sound A B (still_answered B)).
  - intros n a E. unfold still_answered.
    destruct (open new A n) eqn:Eo; [apply open_unanswered in Eo; congruence | assumption].
  - intros n. now apply closed_is_known.
Qed.

End Release.

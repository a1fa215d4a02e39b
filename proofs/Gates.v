(** * [asked_if] changes no outcome; and what reading a doubt as one single answer means *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Monotone Points Ends.

(** ** The outcome doesn't read [asked_if] *)

Section Gates.

Variable V : vocabulary.

Lemma owner_ungated n : owner (map ungated V) n = option_map ungated (owner V n).
Proof.
  unfold owner. induction V as [| F U IH]; [reflexivity |]. cbn [map find].
  change (names (ungated F)) with (names F). now destruct (mem n (names F)).
Qed.

Lemma names_of_ungated f : names_of (map ungated V) f = names_of V f.
Proof. unfold names_of. rewrite owner_ungated. now destruct (owner V f). Qed.

Lemma is_app_ungated f : is_app (map ungated V) f = is_app V f.
Proof. unfold is_app, asked_who. rewrite owner_ungated. now destruct (owner V f). Qed.

Lemma readings_ungated n : readings (map ungated V) n = readings V n.
Proof. unfold readings. rewrite owner_ungated. now destruct (owner V n). Qed.

Lemma parents_ungated f : parents (map ungated V) f = parents V f.
Proof. unfold parents. induction V as [| F U IH]; [reflexivity |]. cbn [map flat_map]. now rewrite IH. Qed.

Lemma implied_in_ungated k f : implied_in k (map ungated V) f = implied_in k V f.
Proof.
  revert f. induction k as [| k IH]; intros f; [reflexivity |]. cbn [implied_in]. rewrite parents_ungated.
  apply flat_map_ext. intros [h | |]; try reflexivity. now rewrite names_of_ungated, IH.
Qed.

Lemma ways_ungated l : ways (map ungated V) l = ways V l.
Proof.
  destruct l as [f | |]; try reflexivity. cbn [ways]. unfold implied_by.
  now rewrite names_of_ungated, is_app_ungated, map_length, implied_in_ungated.
Qed.

Lemma near_ungated c : near (map ungated V) c = near V c.
Proof. unfold near. now rewrite (flat_map_ext _ _ ways_ungated). Qed.

Lemma surely_ungated A c : surely (map ungated V) A c = surely V A c.
Proof. apply holds_same. intros l _. unfold met_surely. now rewrite ways_ungated. Qed.

Lemma perhaps_ungated A c : perhaps (map ungated V) A c = perhaps V A c.
Proof.
  apply eq_true_iff_eq. rewrite !perhaps_reads, near_ungated.
  assert (E : forall B, in_doubt (map ungated V) A B c = in_doubt V A B c)
    by (intros B; apply holds_same; intros l _; unfold met_in_doubt; now rewrite ways_ungated).
  split; intros [B [H1 H2]]; exists B; rewrite E in *; (split; [| assumption]); intros n Hn; specialize (H1 n Hn);
    unfold reads in *; rewrite readings_ungated in *; assumption.
Qed.

Theorem evaluate_ungated R A : evaluate (map ungated V) R A = evaluate V R A.
Proof.
  unfold evaluate. f_equal. apply map_ext. intros r. unfold result. now rewrite surely_ungated, perhaps_ungated.
Qed.

End Gates.

(** ** One single answer

    The readings that are tried stand for every acceptable answer. *)

Section Single.

Variables (V : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.

Local Notation stands_for := (Check.stands_for V).
Local Notation resolves := (Check.resolves V).

Lemma far_is_reading n b : stands_for n b -> In (far V n b) (readings V n).
Proof.
  intros [Ha Hs]. pose proof (far_is_tried V n b Ha) as H. unfold worth_trying, readings in *.
  destruct (owner V n) as [F |] eqn:HF; [| destruct H]. destruct (kind_of F) as [| | os] eqn:K; try assumption.
  destruct (doubtful F) eqn:Hd; [assumption |]. rewrite (Hs F os eq_refl K Hd). left. unfold far. now rewrite HF, K.
Qed.

Lemma reading_stands_for n F b : owner V n = Some F -> In b (readings V n) -> stands_for n b.
Proof.
  intros HF Hb. split; [now apply (reading_accepted V R is_sound n F) |]. intros G os HG K Hd. rewrite HG in HF.
  injection HF as <-.
  unfold readings in Hb. rewrite HG, K, Hd in Hb. now destruct Hb as [<- | []].
Qed.

Lemma unsure_stands_for_itself n : accepts V n Unsure = true -> stands_for n Unsure.
Proof. intros H. now split. Qed.

Definition far_resolved (A B : symptoms) : symptoms := fun n =>
  if is_unsure (A n) then match B n with Some b => Some (far V n b) | None => None end else A n.

Lemma far_resolved_reads A B n : resolves A B -> reads V A (far_resolved A B) n.
Proof.
  intros H. specialize (H n). unfold reads, far_resolved. destruct (A n) as [a |] eqn:E; [| reflexivity].
  destruct a; try reflexivity. cbn [is_unsure] in *. destruct H as [b [Eb Hb]]. exists (far V n b). rewrite Eb.
  split; [now apply far_is_reading | reflexivity].
Qed.

Lemma given_far_resolved A B s : resolves A B -> answer_leaf V R s -> given B s = true -> given (far_resolved A B) s = true.
Proof.
  intros H Hs. specialize (H (about s)). unfold given, far_resolved.
  destruct (is_unsure (A (about s))); [| now rewrite H].
  destruct H as [b [-> [Hb _]]]. now apply (far_meets V R is_sound).
Qed.

Theorem a_doubt_is_one_single_answer A r :
  In r R -> valid V A ->
  (perhaps V A (when r) = true <-> exists B, resolves A B /\ in_doubt V A B (when r) = true).
Proof.
  intros Hr Hv. rewrite perhaps_reads. split.
  - intros [B [HB H]]. exists (fun n => if mem n (near V (when r)) then B n else A n). split.
    + intros n. cbv beta. destruct (mem n (near V (when r))) eqn:E.
      * apply mem_In in E. specialize (HB n E). unfold reads in HB. destruct (A n) as [a |] eqn:Ea; [| assumption].
        destruct a; try assumption. cbn [is_unsure]. destruct HB as [b [Hb Eb]]. exists b. split; [assumption |].
        pose proof (Hv n Unsure Ea) as Hacc. unfold accepts in Hacc.
        destruct (owner V n) as [F |] eqn:HF; [| discriminate].
        now apply (reading_stands_for n F).
      * destruct (A n) as [a |] eqn:Ea; [| reflexivity]. destruct a; try reflexivity. exists Unsure.
        split; [reflexivity | now apply unsure_stands_for_itself, Hv].
    + rewrite <- H. symmetry. apply in_doubt_near. intros n Hn. apply mem_In in Hn. now rewrite Hn.
  - intros [B [HB H]]. exists (far_resolved A B). split; [intros n _; now apply far_resolved_reads |].
    revert H. apply holds_monotone. intros l Hl. unfold met_in_doubt. rewrite !existsb_exists. intros [w [Hw H]].
    exists w. split; [assumption |]. destruct (snd w); [| assumption]. apply given_far_resolved; try assumption.
    eapply way_answer_leaf; eauto.
Qed.

End Single.

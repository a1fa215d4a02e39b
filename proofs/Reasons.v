(** * Law 10: the reasons of a rule suffice, and none of them can be left out *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Monotone.

Lemma without_In n m ns : In m (without n ns) <-> In m ns /\ m <> n.
Proof. unfold without. rewrite filter_In, negb_true_iff, Nat.eqb_neq. reflexivity. Qed.

Lemma without_incl n ns : incl (without n ns) ns.
Proof. intros m H. now apply without_In in H. Qed.

(** ** Dropping, for any property that more names can't spoil *)

Section Dropping.

Variable stays : list name -> bool.
Hypothesis more : forall ns ms, incl ns ms -> stays ns = true -> stays ms = true.

Lemma dropping_stays tried kept : stays kept = true -> stays (dropping stays tried kept) = true.
Proof.
  revert kept. induction tried as [| n rest IH]; intros kept H; cbn; [assumption |]. apply IH.
  now destruct (stays (without n kept)) eqn:E.
Qed.

Lemma dropping_incl tried kept : incl (dropping stays tried kept) kept.
Proof.
  revert kept. induction tried as [| n rest IH]; intros kept; cbn; [apply incl_refl |].
  eapply incl_tran; [apply IH |]. destruct (stays (without n kept)); [apply without_incl | apply incl_refl].
Qed.

Lemma dropping_minimal tried kept n :
  In n tried -> In n (dropping stays tried kept) -> stays (without n (dropping stays tried kept)) = false.
Proof.
  revert kept. induction tried as [| m rest IH]; intros kept; [intros [] |]. cbn. intros Ht Hin.
  destruct (Nat.eq_dec m n) as [<- | D]; [| apply IH; [now destruct Ht | assumption]].
  destruct (stays (without m kept)) eqn:E; [apply dropping_incl, without_In in Hin; destruct Hin; congruence |].
  apply not_true_is_false. intros H. apply more with (ms := without m kept) in H; [congruence |].
  intros k Hk. apply without_In in Hk. destruct Hk as [Hk Hne]. apply without_In. split; [| assumption].
  now apply dropping_incl in Hk.
Qed.

End Dropping.

(** ** Firmness is monotone *)

Section Reasons.

Variables (V : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.
Variable r : rule.
Hypothesis in_rules : In r R.

Lemma firmness_monotone A B :
  (forall n a, A n = Some a -> B n = Some a) -> firmness V A r <= firmness V B r.
Proof.
  intros H. pose proof (more_is_as_bad V R A B H) as W. unfold firmness.
  pose proof (surely_worse V R is_sound A B r W in_rules) as HS.
  pose proof (perhaps_worse V R is_sound A B r W in_rules) as HP.
  destruct (surely V A (when r)); [rewrite HS by reflexivity; lia |].
  destruct (perhaps V A (when r)); [rewrite HP by reflexivity | lia].
  destruct (surely V B (when r)); lia.
Qed.

Lemma firmness_same A B : (forall n, A n = B n) -> firmness V A r = firmness V B r.
Proof.
  intros E. unfold firmness. now rewrite (surely_respects V (when r) A B E), (perhaps_respects V (when r) A B E).
Qed.

Lemma keep_keeps ns A n a : keep ns A n = Some a -> A n = Some a.
Proof. unfold keep. now destruct (mem n ns). Qed.

Lemma keep_more ns ms A n a : incl ns ms -> keep ns A n = Some a -> keep ms A n = Some a.
Proof.
  intros H. unfold keep. destruct (mem n ns) eqn:E; [| discriminate]. apply mem_In, H, mem_In in E. now rewrite E.
Qed.

Variable A : symptoms.
Hypothesis is_valid : valid V A.

Definition fires_as_firmly (ns : list name) : bool := firmness V (keep ns A) r =? firmness V A r.

Lemma more_fire_as_firmly ns ms : incl ns ms -> fires_as_firmly ns = true -> fires_as_firmly ms = true.
Proof.
  unfold fires_as_firmly. rewrite !Nat.eqb_eq. intros H E.
  pose proof (firmness_monotone (keep ns A) (keep ms A) (fun n a => keep_more ns ms A n a H)).
  pose proof (firmness_monotone (keep ms A) A (keep_keeps ms A)). lia.
Qed.

Lemma all_given_is_all n : keep (given_names V A) A n = A n.
Proof.
  unfold keep. destruct (mem n (given_names V A)) eqn:E; [reflexivity |].
  destruct (A n) as [a |] eqn:Ea; [| reflexivity].
  exfalso. assert (Hin : In n (given_names V A)); [| apply mem_In in Hin; congruence].
  unfold given_names. apply filter_In. split; [| now rewrite Ea]. pose proof (is_valid n a Ea) as H.
  unfold accepts in H.
  destruct (owner V n) as [F |] eqn:HF; [| discriminate]. apply owner_in in HF. apply in_flat_map. now exists F.
Qed.

Theorem reasons_suffice : firmness V (keep (reasons V A r) A) r = firmness V A r.
Proof.
  apply Nat.eqb_eq. apply (dropping_stays fires_as_firmly).
  unfold fires_as_firmly. apply Nat.eqb_eq. apply firmness_same. exact all_given_is_all.
Qed.

Lemma as_firm_as_sure B : firmness V B r = firmness V A r -> result V B r = result V A r.
Proof.
  unfold firmness, result.
  destruct (surely V A (when r)), (surely V B (when r)), (perhaps V A (when r)), (perhaps V B (when r));
    intros; try discriminate; reflexivity.
Qed.

Theorem reasons_were_given n : In n (reasons V A r) -> exists a, A n = Some a.
Proof.
  intros H. apply dropping_incl in H. unfold given_names in H. apply filter_In in H. destruct H as [_ H].
  destruct (A n) as [a |]; [now exists a | discriminate].
Qed.

Theorem no_reason_can_be_left_out n :
  In n (reasons V A r) -> firmness V (keep (without n (reasons V A r)) A) r <> firmness V A r.
Proof.
  intros H. apply Nat.eqb_neq. apply (dropping_minimal fires_as_firmly more_fire_as_firmly); [| exact H].
  apply -> in_rev. now apply dropping_incl in H.
Qed.

End Reasons.

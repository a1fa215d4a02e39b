(** * What a sound rule set guarantees: each check of [sound] as a fact *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics.

Lemma and_true a b : a && b = true -> a = true /\ b = true.
Proof. apply andb_true_iff. Qed.

Ltac split_checks :=
  repeat match goal with H : _ && _ = true |- _ => apply and_true in H; destruct H end.

(** ** Names have one owner *)

Lemma owner_in V n F : owner V n = Some F -> In F V /\ In n (names F).
Proof. intros H. apply find_some in H. destruct H as [H1 H2]. split; [assumption | now apply mem_In]. Qed.

Lemma distinct_app ns ms n : distinct (ns ++ ms) = true -> In n ns -> ~ In n ms.
Proof.
  induction ns as [| m ns IH]; cbn; [tauto |]. intros H. split_checks. intros [<- | Hn]; [| now apply IH].
  intros Hm. apply negb_true_iff in H. assert (mem m (ns ++ ms) = true) by (apply mem_In, in_or_app; now right).
  congruence.
Qed.

Lemma distinct_rest ns ms : distinct (ns ++ ms) = true -> distinct ms = true.
Proof. induction ns as [| n ns IH]; cbn; [trivial |]. intros H. split_checks. auto. Qed.

Lemma owner_found V n F : distinct (flat_map names V) = true -> In F V -> In n (names F) -> owner V n = Some F.
Proof.
  induction V as [| G V IH]; [intros _ [] |]. cbn [flat_map]. intros D HF Hn. unfold owner. cbn [find].
  destruct (mem n (names G)) eqn:E.
  - destruct HF as [-> | HF]; [reflexivity |]. apply mem_In in E. exfalso.
    apply (distinct_app _ _ n D E). apply in_flat_map. eauto.
  - destruct HF as [-> | HF]; [apply mem_In in Hn; congruence |].
    apply IH; [eapply distinct_rest; eauto | assumption | assumption].
Qed.

(** ** The checks, one by one *)

Section Sound.

Variables (V : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.

Lemma sound_names : distinct (flat_map names V) = true.
Proof. unfold sound in is_sound. split_checks. assumption. Qed.

Lemma sound_finding F : In F V -> finding_fits V R F = true.
Proof. unfold sound in is_sound. split_checks. intros HF. eapply forallb_forall; eauto. Qed.

Lemma sound_rule r : In r R -> rule_fits V r = true.
Proof. unfold sound in is_sound. split_checks. intros Hr. eapply forallb_forall; eauto. Qed.

Lemma sound_order : no_circle V (flags_before V) = true.
Proof. unfold sound in is_sound. split_checks. assumption. Qed.

Lemma the_owner F n : In F V -> In n (names F) -> owner V n = Some F.
Proof. apply owner_found, sound_names. Qed.

Lemma sound_leaf r l : In r R -> In l (leaves (when r)) -> leaf_fits V true l = true.
Proof.
  intros Hr Hl. apply sound_rule in Hr. unfold rule_fits, condition_fits in Hr. split_checks.
  eapply forallb_forall; eauto.
Qed.

Lemma doubt_never_worse r : In r R -> rank (when_unsure r) <= rank (sure_outcome r).
Proof. intros Hr. apply sound_rule in Hr. unfold rule_fits in Hr. split_checks. now apply Nat.leb_le. Qed.

Lemma sound_implication F i : In F V -> In i (implies F) -> implication_fits V F i = true.
Proof.
  intros HF Hi. apply sound_finding in HF. unfold finding_fits in HF. split_checks. eapply forallb_forall; eauto.
Qed.

Lemma sound_quantity F low high whole plausible worse :
  In F V -> kind_of F = Quantity low high whole plausible worse ->
  quantity_fits low high whole plausible worse = true /\ aliases F = [].
Proof.
  intros HF E. apply sound_finding in HF. unfold finding_fits in HF. rewrite E in HF. split_checks.
  split; [assumption |]. now destruct (aliases F).
Qed.

Lemma sound_choice F os :
  In F V -> kind_of F = Choice os ->
  mem unsure_option os = false /\ aliases F = [] /\ exists o, In o os /\ harmless V R (name_of F) (Option o) = true.
Proof.
  intros HF E. apply sound_finding in HF. unfold finding_fits, has_harmless in HF. rewrite E in HF. split_checks.
  repeat split; [now apply negb_true_iff | now destruct (aliases F) | now apply existsb_exists].
Qed.

(** ** Leaves over answers

    What a way to meet a leaf looks like: a flag under one of its names, or a leaf over a number or a choice as somebody
    wrote it. *)

Definition answer_leaf (s : leaf) : Prop :=
  match s with Present n => is_flag V n | _ => leaf_fits V true s = true /\ In s (all_leaves V R) end.

Lemma parent_written f l : In l (parents V f) -> exists F, In F V /\ In (l, f) (implies F).
Proof.
  unfold parents. rewrite in_flat_map. intros [F [HF H]]. exists F. split; [assumption |].
  apply in_map_iff in H. destruct H as [[l' g] [E H]]. apply filter_In in H. destruct H as [H Eg].
  cbn in E, Eg. apply Nat.eqb_eq in Eg. now subst.
Qed.

Lemma parent_fits f l :
  In l (parents V f) -> leaf_fits V true l = true /\ lists_unsure l = false /\ In l (all_leaves V R).
Proof.
  intros H. apply parent_written in H. destruct H as [F [HF H]]. pose proof (sound_implication F _ HF H) as Hi.
  unfold implication_fits in Hi. split_checks. cbn [fst] in *. repeat split; [assumption | now apply negb_true_iff |].
  unfold all_leaves. apply in_or_app. right. apply in_flat_map. exists F. split; [assumption |].
  apply in_map_iff. now exists (l, f).
Qed.

Lemma present_fits f : leaf_fits V true (Present f) = true -> exists F, owner V f = Some F /\ name_of F = f /\ kind_of F = Flag.
Proof.
  unfold leaf_fits. cbn [about]. destruct (owner V f) as [F |]; [| discriminate]. intros H. split_checks.
  exists F. repeat split; [now apply Nat.eqb_eq | now destruct (kind_of F)].
Qed.

Lemma flag_names f n : leaf_fits V true (Present f) = true -> In n (names_of V f) -> is_flag V n.
Proof.
  intros H Hn. apply present_fits in H. destruct H as [F [HF [_ K]]]. unfold names_of in Hn. rewrite HF in Hn.
  exists F. split; [| assumption]. apply the_owner; [| assumption]. now apply owner_in in HF.
Qed.

Lemma implied_answer_leaf k f s : In s (implied_in k V f) -> answer_leaf s /\ lists_unsure s = false.
Proof.
  revert f. induction k as [| k IH]; [intros ? [] |]. intros f. cbn [implied_in]. rewrite in_flat_map.
  intros [l [Hl Hs]]. apply parent_fits in Hl. destruct Hl as [H1 [H2 H3]].
  destruct l as [h | |]; [| destruct Hs as [<- | []]; now repeat split ..].
  apply in_app_or in Hs. destruct Hs as [Hs | Hs]; [| now apply (IH h)].
  apply in_map_iff in Hs. destruct Hs as [n [<- Hn]]. split; [| reflexivity]. now apply (flag_names h).
Qed.

Lemma rule_leaf_written r l : In r R -> In l (leaves (when r)) -> In l (all_leaves V R).
Proof. intros Hr Hl. unfold all_leaves. apply in_or_app. left. apply in_flat_map. eauto. Qed.

Lemma way_answer_leaf r l w :
  In r R -> In l (leaves (when r)) -> In w (ways V l) -> answer_leaf (fst w).
Proof.
  intros Hr Hl Hw. pose proof (sound_leaf r l Hr Hl) as H. pose proof (rule_leaf_written r l Hr Hl) as Hin.
  destruct l as [f | |]; [| destruct Hw as [<- | []]; now split ..].
  cbn [ways] in Hw. apply in_app_or in Hw. destruct Hw as [Hw | Hw]; apply in_map_iff in Hw; destruct Hw as [x [<- Hx]].
  - now apply (flag_names f).
  - now apply implied_answer_leaf in Hx.
Qed.

(** Only a definite answer meets what isn't marked. *)
Lemma unmarked_way_is_definite l s : In (s, false) (ways V l) -> lists_unsure s = false.
Proof.
  destruct l as [f | |]; cbn [ways]; [| now intros [[=] | []] ..]. intros H. apply in_app_or in H.
  destruct H as [H | H]; apply in_map_iff in H; destruct H as [x [E Hx]]; [discriminate |].
  injection E as <- _. now apply implied_answer_leaf in Hx.
Qed.

Lemma unsure_meets_no s : lists_unsure s = false -> meets Unsure s = false.
Proof. now destruct s. Qed.

(** ** A worse answer meets what the better one meets *)

Lemma leaf_kind s : answer_leaf s ->
  exists F, owner V (about s) = Some F /\
  match s, kind_of F with
  | Present _, Flag => True
  | Bound _ op line, Quantity low high whole _ worse =>
      points_right worse op line = true /\ tells low high op line = true /\ on_grid whole line = true
  | Chosen _ os, Choice known => forallb (fun o => mem o (unsure_option :: known)) os = true
  | _, _ => False
  end.
Proof.
  destruct s as [n | n op line | n os].
  - intros [F [H K]]. exists F. split; [assumption |]. now rewrite K.
  - intros [H _]. unfold leaf_fits in H. cbn [about] in *. destruct (owner V n) as [F |]; [| discriminate].
    exists F. split; [reflexivity |]. split_checks. destruct (kind_of F); try discriminate. split_checks.
    now repeat split.
  - intros [H _]. unfold leaf_fits in H. cbn [about] in *. destruct (owner V n) as [F |]; [| discriminate].
    exists F. split; [reflexivity |]. split_checks. destruct (kind_of F); try discriminate. split_checks. assumption.
Qed.

Lemma bound_follows_direction worse op line x y :
  points_right worse op line = true ->
  match worse with
  | Higher => x <= y
  | Lower => y <= x
  | Both bottom top => bottom <= x <= top \/ bottom <= x <= y \/ y <= x <= top
  end%Z -> compare op x line = true -> compare op y line = true.
Proof.
  destruct worse as [| | bottom top]; destruct op; cbn; rewrite ?andb_true_iff, ?negb_true_iff, ?Z.leb_le, ?Z.ltb_lt, ?Z.leb_gt, ?Z.ltb_ge;
    intros; try discriminate; lia.
Qed.

Lemma meets_worse s a b :
  answer_leaf s -> no_worse V R (about s) a b -> meets a s = true -> meets b s = true.
Proof.
  intros Hs. pose proof (leaf_kind s Hs) as [F [HF K]].
  intros [c | c | Hflag | x y Hxy | c Hc].
  - trivial.
  - now destruct s.
  - destruct Hflag as [G [HG KG]]. rewrite HG in HF. injection HF as ->. rewrite KG in K. now destruct s.
  - unfold toward_worse in Hxy. rewrite HF in Hxy.
    destruct s as [n | n op line | n os]; [discriminate | | discriminate].
    destruct (kind_of F) as [| low high whole plausible worse |]; try contradiction. cbn [meets].
    destruct K as [K _]. now apply (bound_follows_direction worse).
  - intros H. exfalso. assert (Hin : In s (all_leaves V R) \/ exists n, s = Present n).
    { destruct s as [n | |]; [right; eauto | left; apply Hs ..]. }
    destruct Hin as [Hin | [n ->]]; [| now destruct c].
    destruct c; try discriminate; [now destruct s | |]; cbn [harmless] in Hc; rewrite forallb_forall in Hc; specialize (Hc s Hin);
      rewrite Nat.eqb_refl, H in Hc; discriminate.
Qed.

End Sound.

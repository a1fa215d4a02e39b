(** * Terms: a condition holds exactly when all leaves of one of its terms are met *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics.

(** ** Taking one from each *)

Lemma each_takes {X} (ys : list X) xss : In ys (each xss) <-> Forall2 (@In X) ys xss.
Proof.
  revert ys. induction xss as [| xs rest IH]; intros ys; cbn [each].
  - split; [intros [<- | []]; constructor | intros H; inversion H; now left].
  - rewrite in_flat_map. split.
    + intros [x [Hx H]]. apply in_map_iff in H. destruct H as [zs [<- H]]. constructor; [assumption | now apply IH].
    + intros H. inversion H as [| y ? zs ? Hy Hzs]; subst. exists y. split; [assumption |].
      apply in_map_iff. exists zs. split; [reflexivity | now apply IH].
Qed.

(** One can be taken from each list when each list has one that is wanted. *)
Lemma each_has {X} (wanted : X -> Prop) xss :
  Forall (fun xs => exists x, In x xs /\ wanted x) xss -> exists ys, In ys (each xss) /\ Forall wanted ys.
Proof.
  induction 1 as [| xs rest [x [Hx Wx]] _ [ys [Hys Wys]]].
  - exists []. split; [now left | constructor].
  - exists (x :: ys). split; [| now constructor]. apply each_takes. constructor; [assumption | now apply each_takes].
Qed.

(** ** Terms *)

Section Met.

Variable met : leaf -> bool.

Definition all_met (t : list leaf) : Prop := forall l, In l t -> met l = true.

Lemma all_met_app t u : all_met (t ++ u) <-> all_met t /\ all_met u.
Proof.
  unfold all_met. split.
  - intros H. split; intros l Hl; apply H, in_or_app; tauto.
  - intros [H1 H2] l Hl. apply in_app_or in Hl. destruct Hl; auto.
Qed.

Lemma pick_finds k cs :
  Forall (fun c => holds met c = true -> exists t, In t (terms c) /\ all_met t) cs ->
  k <= counted (map (holds met) cs) -> exists t, In t (pick k (map terms cs)) /\ all_met t.
Proof.
  intros H. revert k. induction H as [| c cs Hc _ IH]; intros k Hk.
  - cbn in Hk. assert (k = 0) as -> by lia. exists []. split; [now left | intros l []].
  - destruct k as [| k]; [exists []; split; [now left | intros l []] |].
    cbn [map] in Hk |- *. rewrite counted_cons in Hk. cbn [pick]. destruct (holds met c).
    + destruct (Hc eq_refl) as [t [Ht Mt]]. destruct (IH k) as [u [Hu Mu]]; [lia |]. exists (t ++ u).
      split; [| now apply all_met_app]. apply in_or_app. left. apply in_flat_map. exists t.
      split; [assumption | now apply in_map].
    + destruct (IH (S k)) as [u [Hu Mu]]; [lia |]. exists u. split; [apply in_or_app; now right | assumption].
Qed.

Lemma pick_holds k cs t :
  Forall (fun c => forall t, In t (terms c) -> all_met t -> holds met c = true) cs ->
  In t (pick k (map terms cs)) -> all_met t -> k <= counted (map (holds met) cs).
Proof.
  intros H. revert k t. induction H as [| c cs Hc _ IH]; intros k t Ht Mt.
  - destruct k; [lia | destruct Ht].
  - destruct k as [| k]; [lia |]. cbn [map] in Ht |- *. rewrite counted_cons. cbn [pick] in Ht. apply in_app_or in Ht.
    destruct Ht as [Ht | Ht].
    + apply in_flat_map in Ht. destruct Ht as [u [Hu Ht]]. apply in_map_iff in Ht. destruct Ht as [v [<- Hv]].
      apply all_met_app in Mt. destruct Mt as [Mu Mv]. rewrite (Hc u Hu Mu). specialize (IH k v Hv Mv). lia.
    + specialize (IH (S k) t Ht Mt). lia.
Qed.

Theorem terms_are_the_ways_to_hold c : holds met c = true <-> exists t, In t (terms c) /\ all_met t.
Proof.
  split.
  - induction c as [l | how cs IH] using condition_induction; intros H.
    + exists [l]. split; [now left |]. intros m [<- | []]. exact H.
    + cbn [holds] in H. apply Nat.leb_le in H. now apply pick_finds.
  - intros [t [Ht Mt]]. revert t Ht Mt. induction c as [l | how cs IH] using condition_induction; intros t Ht Mt.
    + destruct Ht as [<- | []]. apply Mt. now left.
    + cbn [holds]. apply Nat.leb_le. now apply pick_holds with (t := t).
Qed.

End Met.

Lemma term_leaves c t l : In t (terms c) -> In l t -> In l (leaves c).
Proof.
  revert t. induction c as [m | how cs IH] using condition_induction; intros t Ht Hl.
  - destruct Ht as [<- | []]. exact Hl.
  - cbn [terms leaves] in *. revert Ht. generalize (needed how cs) as k. intros k Ht. revert k t Ht Hl.
    induction IH as [| c cs Hc _ IHcs]; intros k t Ht Hl.
    + destruct k; [| destruct Ht]. destruct Ht as [<- | []]. destruct Hl.
    + destruct k as [| k]; [destruct Ht as [<- | []]; destruct Hl |]. cbn [map pick] in Ht. apply in_app_or in Ht.
      cbn [flat_map]. apply in_or_app. destruct Ht as [Ht | Ht]; [| right; now apply (IHcs (S k) t)].
      apply in_flat_map in Ht. destruct Ht as [u [Hu Ht]]. apply in_map_iff in Ht. destruct Ht as [v [<- Hv]].
      apply in_app_or in Hl. destruct Hl as [Hl | Hl]; [left; now apply (Hc u) | right; now apply (IHcs k v)].
Qed.

(** * Small facts that every law uses *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language.

(** ** Names *)

Lemma mem_In n ns : mem n ns = true <-> In n ns.
Proof.
  unfold mem. rewrite existsb_exists. split.
  - intros [m [Hm E]]. apply Nat.eqb_eq in E. now subst.
  - intros H. exists n. split; [assumption | apply Nat.eqb_refl].
Qed.

Lemma set_here n a A : set n a A n = Some a.
Proof. unfold set. now rewrite Nat.eqb_refl. Qed.

Lemma set_there n m a A : n <> m -> set n a A m = A m.
Proof. intros H. unfold set. apply Nat.eqb_neq in H. now rewrite H. Qed.

(** ** Induction over conditions, members first *)

Fixpoint condition_induction (P : condition -> Prop)
    (one : forall l, P (Leaf l)) (many : forall how cs, Forall P cs -> P (Of how cs)) (c : condition) : P c :=
  match c with
  | Leaf l => one l
  | Of how cs =>
      many how cs ((fix go ds : Forall P ds :=
                      match ds with
                      | [] => Forall_nil P
                      | d :: rest => Forall_cons d (condition_induction P one many d) (go rest)
                      end) cs)
  end.

(** ** Conditions are monotone, since there is no negation *)

Lemma counted_cons b bs : counted (b :: bs) = (if b then 1 else 0) + counted bs.
Proof. destruct b; reflexivity. Qed.

Lemma counted_monotone {X} (f g : X -> bool) xs :
  Forall (fun x => f x = true -> g x = true) xs -> counted (map f xs) <= counted (map g xs).
Proof.
  induction 1 as [| x xs Hx Hxs IH]; [reflexivity |]. cbn [map]. rewrite !counted_cons.
  destruct (f x); [rewrite (Hx eq_refl) |]; lia.
Qed.

Lemma holds_monotone met met' c :
  (forall l, In l (leaves c) -> met l = true -> met' l = true) -> holds met c = true -> holds met' c = true.
Proof.
  induction c as [l | how cs IH] using condition_induction; intros Hl.
  - apply (Hl l). now left.
  - cbn [holds]. rewrite !Nat.leb_le. intros Hk. etransitivity; [exact Hk |].
    apply counted_monotone. rewrite Forall_forall in IH |- *. intros d Hd. apply IH; [assumption |].
    intros l Hld. apply Hl. cbn [leaves]. apply in_flat_map. eauto.
Qed.

Lemma holds_same met met' c : (forall l, In l (leaves c) -> met l = met' l) -> holds met c = holds met' c.
Proof.
  intros H. apply eq_true_iff_eq.
  split; apply holds_monotone; intros l Hl; [rewrite (H l Hl) | rewrite <- (H l Hl)]; trivial.
Qed.

(** ** The worst of some outcomes *)

Lemma worse_of_rank o p : rank (worse_of o p) = Nat.max (rank o) (rank p).
Proof. unfold worse_of. destruct (Nat.leb_spec (rank o) (rank p)); lia. Qed.

Lemma worst_bounds os o : In o os -> rank o <= rank (worst os).
Proof.
  induction os as [| p os IH]; [intros [] |]. cbn [worst fold_right]. rewrite worse_of_rank.
  intros [-> | H]; [lia |]. specialize (IH H). unfold worst in IH. lia.
Qed.

Lemma worst_least os k : (forall o, In o os -> rank o <= k) -> rank (worst os) <= k.
Proof.
  induction os as [| p os IH]; intros H; [apply Nat.le_0_l |]. cbn [worst fold_right]. rewrite worse_of_rank.
  apply Nat.max_lub; [apply H; now left | apply IH; intros o Ho; apply H; now right].
Qed.

Lemma worst_is_one os : worst os = None_found \/ In (worst os) os.
Proof.
  induction os as [| p os IH]; [now left |].
  change (worst (p :: os)) with (worse_of p (worst os)). unfold worse_of.
  destruct (rank p <=? rank (worst os)); [| right; left; reflexivity].
  destruct IH as [E | E]; [left; exact E | right; right; exact E].
Qed.

Lemma worst_map_monotone {X} (f g : X -> outcome) xs :
  (forall x, In x xs -> rank (f x) <= rank (g x)) -> rank (worst (map f xs)) <= rank (worst (map g xs)).
Proof.
  intros H. apply worst_least. intros o Ho. apply in_map_iff in Ho. destruct Ho as [x [<- Hx]].
  etransitivity; [apply (H x Hx) | apply worst_bounds, in_map, Hx].
Qed.

(** ** Search *)

Definition respects (test : symptoms -> bool) : Prop := forall A B, (forall n, A n = B n) -> test A = test B.

Lemma search_same choices A B test :
  respects test -> (forall n, A n = B n) -> search choices A test = search choices B test.
Proof.
  intros Ht. revert A B. induction choices as [| [n os] rest IH]; intros A B E; [now apply Ht |].
  cbn [search]. induction os as [| a os IHos]; [reflexivity |]. cbn [existsb]. f_equal; [| assumption].
  apply IH. intros m. unfold set. now rewrite E.
Qed.

(** What a search finds: answers from the lists for the names that are searched over, all others as they were. *)
Lemma search_finds choices A test :
  search choices A test = true ->
  NoDup (map fst choices) ->
  exists B, (forall n os, In (n, os) choices -> exists a, In a os /\ B n = Some a)
            /\ (forall n, ~ In n (map fst choices) -> B n = A n)
            /\ test B = true.
Proof.
  revert A. induction choices as [| [n os] rest IH]; intros A H ND.
  - exists A. repeat split; [intros ? ? [] | assumption].
  - cbn [search] in H. apply existsb_exists in H. destruct H as [a [Ha H]]. inversion ND as [| ? ? Hn ND']; subst.
    destruct (IH _ H ND') as [B [H1 [H2 H3]]]. exists B. repeat split; [| | assumption].
    + intros m qs [E | Hm]; [| now apply H1]. injection E as <- <-. exists a. split; [assumption |].
      rewrite (H2 n Hn). apply set_here.
    + intros m Hm. cbn [map fst In] in Hm. rewrite (H2 m) by tauto. apply set_there. tauto.
Qed.

Lemma search_misses_nothing choices A B test :
  respects test ->
  (forall n os, In (n, os) choices -> exists a, In a os /\ B n = Some a) ->
  (forall n, ~ In n (map fst choices) -> B n = A n) ->
  test B = true -> search choices A test = true.
Proof.
  intros Ht. revert A. induction choices as [| [n os] rest IH]; intros A H1 H2 H3.
  - cbn [search]. rewrite <- (Ht B A); [assumption |]. intros n. apply H2. intros [].
  - cbn [search]. apply existsb_exists. destruct (H1 n os (or_introl eq_refl)) as [a [Ha E]]. exists a.
    split; [assumption |].
    apply IH; [intros m qs Hm; apply H1; now right | | assumption].
    intros m Hm. destruct (Nat.eq_dec n m) as [<- | D]; [now rewrite set_here |].
    rewrite set_there by assumption. apply H2. cbn. tauto.
Qed.

(** ** What evaluation depends on *)

Lemma in_ways_near V c l w : In l (leaves c) -> In w (ways V l) -> In (about (fst w)) (near V c).
Proof.
  intros Hl Hw. unfold near. apply nodup_In, in_map_iff. exists w. split; [reflexivity |]. apply in_flat_map. eauto.
Qed.

Lemma met_surely_same V A B l : (forall n, A n = B n) -> met_surely V A l = met_surely V B l.
Proof.
  intros E. unfold met_surely. induction (ways V l) as [| w ws IH]; [reflexivity |]. cbn. rewrite IH. f_equal.
  unfold given. now rewrite E.
Qed.

Lemma surely_respects V c : respects (fun A => surely V A c).
Proof. intros A B E. apply holds_same. intros l _. now apply met_surely_same. Qed.

Lemma in_doubt_same V A A' B B' c :
  (forall n, A n = A' n) -> (forall n, B n = B' n) -> in_doubt V A B c = in_doubt V A' B' c.
Proof.
  intros E F. apply holds_same. intros l _. unfold met_in_doubt. induction (ways V l) as [| w ws IH]; [reflexivity |].
  cbn. rewrite IH. f_equal. unfold given. destruct (snd w); [now rewrite F | now rewrite E].
Qed.

(** ** A condition that holds in doubt, without the search *)

(** [B] is what the answers [A] are read as, where [n] is concerned. *)
Definition reads (V : vocabulary) (A B : symptoms) (n : name) : Prop :=
  match A n with Some Unsure => exists a, In a (readings V n) /\ B n = Some a | other => B n = other end.

Lemma map_fst_pair {X Y} (f : X -> Y) xs : map fst (map (fun x => (x, f x)) xs) = xs.
Proof. induction xs as [| x xs IH]; cbn; [reflexivity | now rewrite IH]. Qed.

Lemma in_doubt_near V A B B' c :
  (forall n, In n (near V c) -> B n = B' n) -> in_doubt V A B c = in_doubt V A B' c.
Proof.
  intros E. apply holds_same. intros l Hl. unfold met_in_doubt.
  assert (H : forall w, In w (ways V l) -> B (about (fst w)) = B' (about (fst w)))
    by (intros w Hw; apply E; eapply in_ways_near; eauto).
  induction (ways V l) as [| w ws IH]; [reflexivity |]. cbn. rewrite IH by (intros v Hv; apply H; now right).
  f_equal. unfold given. destruct (snd w); [now rewrite (H w (or_introl eq_refl)) | reflexivity].
Qed.

Lemma NoDup_filter {X} (f : X -> bool) xs : NoDup xs -> NoDup (filter f xs).
Proof.
  induction 1 as [| x xs Hx _ IH]; cbn; [constructor |]. destruct (f x); [| assumption].
  constructor; [| assumption]. rewrite filter_In. tauto.
Qed.

Lemma perhaps_reads V A c :
  perhaps V A c = true <-> exists B, (forall n, In n (near V c) -> reads V A B n) /\ in_doubt V A B c = true.
Proof.
  unfold perhaps. set (ns := filter (fun n => is_unsure (A n)) (near V c)).
  assert (Hns : forall n, In n ns <-> In n (near V c) /\ A n = Some Unsure).
  { intros n. unfold ns. rewrite filter_In. destruct (A n) as [[]|]; cbn; intuition congruence. }
  split.
  - intros H. apply search_finds in H; [| rewrite map_fst_pair; apply NoDup_filter, NoDup_nodup].
    destruct H as [B [H1 [H2 H3]]]. rewrite map_fst_pair in H2. exists B. split; [| assumption].
    intros n Hn. unfold reads. destruct (is_unsure (A n)) eqn:E.
    + destruct (A n) as [[]|] eqn:EA; try discriminate. apply H1. apply in_map_iff. exists n. split; [reflexivity |].
      apply Hns. now split.
    + rewrite H2; [destruct (A n) as [[]|]; now try discriminate |]. rewrite Hns. intros [_ E']. now rewrite E' in E.
  - intros [B [H1 H2]]. apply search_misses_nothing with (B := fun n => if mem n ns then B n else A n).
    + intros C C' E. now apply in_doubt_same.
    + intros n os Hn. apply in_map_iff in Hn. destruct Hn as [m [E Hm]]. injection E as <- <-.
      pose proof Hm as Hm'. apply mem_In in Hm'. rewrite Hm'. apply Hns in Hm. destruct Hm as [Hm E].
      specialize (H1 m Hm). unfold reads in H1. now rewrite E in H1.
    + intros n Hn. rewrite map_fst_pair in Hn. destruct (mem n ns) eqn:E; [| reflexivity]. now apply mem_In in E.
    + erewrite in_doubt_near; [exact H2 |]. intros n Hn. cbn. destruct (mem n ns) eqn:E; [reflexivity |].
      specialize (H1 n Hn). unfold reads in H1. destruct (A n) as [[]|] eqn:EA; try congruence.
      exfalso. assert (In n ns) as Hin by now apply Hns. apply mem_In in Hin. congruence.
Qed.

Lemma perhaps_respects V c : respects (fun A => perhaps V A c).
Proof.
  intros A A' E. apply eq_true_iff_eq. rewrite !perhaps_reads.
  split; intros [B [H1 H2]]; exists B; (split; [intros n Hn; specialize (H1 n Hn); unfold reads in *; now rewrite E in * |]).
  - now rewrite <- (in_doubt_same V A A' B B c).
  - now rewrite (in_doubt_same V A A' B B c).
Qed.

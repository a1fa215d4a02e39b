(** * Law 12: a consistent person loses nothing by not being asked *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Monotone Ends Bounded Implied.

Section Asking.

Variables (V : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.

Variable P : symptoms.
Hypothesis is_consistent : consistent V R P.

(** ** Somebody on the way: some of a person's answers, with all that an app or a clinician supplies *)

Definition on_the_way (A : symptoms) : Prop :=
  (forall n a, A n = Some a -> P n = Some a) /\ (forall n, is_person V n = false -> A n = P n).

Lemma start_on_the_way : on_the_way (given_beforehand V P).
Proof.
  unfold given_beforehand. split; intros n; [intros a |]; destruct (is_person V n); congruence.
Qed.

Lemma step_on_the_way A n a : on_the_way A -> open V A n = true -> P n = Some a -> on_the_way (set n a A).
Proof.
  intros [H1 H2] Ho E. split.
  - intros m b. unfold set. destruct (Nat.eqb_spec n m) as [<- |]; [congruence | apply H1].
  - intros m Hm. unfold set. destruct (Nat.eqb_spec n m) as [<- |]; [congruence | now apply H2].
Qed.

Lemma interview_on_the_way A ns B : interview V P A ns B -> on_the_way A -> on_the_way B.
Proof. induction 1 as [| A n a rest B Ho E _ IH]; [trivial |]. intros H. now apply IH, step_on_the_way. Qed.

Section OnTheWay.

Variable A : symptoms.
Hypothesis A_on_the_way : on_the_way A.

Lemma persons_own n a : P n = Some a -> own_name V n.
Proof. intros E. destruct (own_names V R P is_consistent n a E) as [F HF]. now exists F. Qed.

(** A person answers under own names, so what is answered is answered there. *)
Lemma answered_own n F : owner V n = Some F -> name_of F = n -> answered V A n = true -> exists a, A n = Some a.
Proof.
  intros HF E H. unfold answered in H. apply existsb_exists in H. destruct H as [m [Hm H]].
  destruct (A m) as [a |] eqn:Ea; [| discriminate]. destruct A_on_the_way as [H1 _].
  pose proof (persons_own m a (H1 _ _ Ea)) as Hown.
  rewrite (own_name_among V R is_sound m n Hown) in Ea; [eauto | now exists F | assumption].
Qed.

Lemma given_stays s : given A s = true -> given P s = true.
Proof.
  unfold given. destruct (A (about s)) as [a |] eqn:E; [| discriminate]. destruct A_on_the_way as [H1 _].
  now rewrite (H1 _ _ E).
Qed.

(** What isn't answered but known follows from an answer. *)
Lemma known_unanswered n : own_name V n -> A n = None -> known V A n = true ->
  exists s, In s (implied_by V n) /\ given A s = true.
Proof.
  intros [F [HF E]] En H. unfold known, met_surely in H. apply existsb_exists in H. destruct H as [w [Hw Hg]].
  cbn [ways] in Hw. apply in_app_or in Hw.
  destruct Hw as [Hw | Hw]; apply in_map_iff in Hw; destruct Hw as [x [<- Hx]]; cbn [fst] in Hg; [| now exists x].
  exfalso. unfold given in Hg. cbn [about] in Hg. destruct (A x) as [a |] eqn:Ea; [| discriminate].
  destruct (answered_own n F HF E) as [b Eb]; [| congruence]. unfold answered. apply existsb_exists. exists x.
  split; [assumption | now rewrite Ea].
Qed.

Lemma known_by_implication f s : In s (implied_by V f) -> given A s = true -> known V A f = true.
Proof.
  intros Hs Hg. unfold known, met_surely. apply existsb_exists. exists (s, is_app V f). split; [| assumption].
  cbn [ways]. apply in_or_app. right. apply in_map_iff. now exists s.
Qed.

(** Nor is what implies a flag known, as long as the flag isn't. *)
Lemma implying_not_known f s a :
  In s (implied_by V f) -> P (about s) = Some a -> A (about s) = None -> known V A f = false -> known V A (about s) = false.
Proof.
  intros Hs E En Hk. apply not_true_is_false. intros Hks.
  destruct (known_unanswered (about s) (persons_own _ _ E) En Hks) as [s' [Hs' Hg']].
  assert (Hsn : s = Present (about s)).
  { destruct s as [n | n op line | n os]; [reflexivity | |];
      apply (implied_answer_leaf V R is_sound) in Hs; destruct Hs as [Hs _]; apply (leaf_kind V R) in Hs;
      destruct Hs as [G [HG K]]; apply (implied_has_flag V R is_sound) in Hs'; destruct Hs' as [G' [HG' [_ KG]]];
      cbn [about] in *; rewrite HG in HG'; injection HG' as <-; now rewrite KG in K. }
  assert (Hyes : known V A f = true); [| congruence]. apply (known_by_implication f s'); [| assumption].
  apply (implied_transitive V R is_sound f (about s)); [eapply persons_own; eauto | now rewrite <- Hsn | assumption].
Qed.

(** ** Whoever is asked step by step finds the question open *)

Section Round.

Variables (asked before : list name).
Hypothesis asked_before : forall n, In n asked -> In n before.

(** What counts for the person is answered on the way, or may still be asked. *)
Lemma counts_answered_or_relevant n a :
  counts V asked n = true -> P n = Some a -> A n = None -> In n before /\ is_person V n = true.
Proof.
  unfold counts. rewrite orb_true_iff, negb_true_iff, mem_In. intros H E En. destruct A_on_the_way as [_ H2].
  destruct (is_person V n) eqn:Ep; [| rewrite (H2 n Ep) in En; congruence].
  split; [| reflexivity]. destruct H as [H | H]; [now apply asked_before | discriminate].
Qed.

Lemma relevant_is_open n a :
  counts V asked n = true -> P n = Some a -> A n = None -> known V A n = false -> open_in V A before n = true.
Proof.
  intros Hc E En Hk. destruct (counts_answered_or_relevant n a Hc E En) as [Hb Hp].
  destruct (persons_own n a E) as [F [HF Ef]]. unfold open_in. rewrite HF, Hp, Hk. apply mem_In in Hb. rewrite Hb.
  destruct (answered V A n) eqn:Ea; [destruct (answered_own n F HF Ef Ea); congruence |].
  apply Nat.eqb_eq in Ef. now rewrite Ef.
Qed.

Lemma not_a_flag_not_known n F :
  owner V n = Some F -> name_of F = n -> kind_of F <> Flag -> A n = None -> known V A n = false.
Proof.
  intros HF E K En. apply not_true_is_false. intros H.
  destruct (known_unanswered n) as [s [Hs _]]; try assumption; [now exists F |].
  apply (implied_has_flag V R is_sound) in Hs. destruct Hs as [G [HG [_ KG]]]. congruence.
Qed.

Lemma met_could_value l :
  (forall f, l <> Present f) -> leaf_fits V false l = true -> holds_for V P asked l = true -> could V A before l = true.
Proof.
  intros Hno Hfit Hl. set (n := about l).
  assert (H : counts V asked n && match P n with Some a => meets a l || unclear V n a | None => false end = true)
    by (destruct l; [now destruct (Hno f) | exact Hl ..]).
  assert (Hgoal : (match A n with Some a => meets a l || unclear V n a | None => open_in V A before n end) = true);
    [| destruct l; [now destruct (Hno f) | exact Hgoal ..]].
  apply andb_true_iff in H. destruct H as [Hc H]. destruct (P n) as [a |] eqn:E; [| discriminate].
  destruct A_on_the_way as [H1 _].
  destruct (A n) as [b |] eqn:En; [pose proof (H1 _ _ En); replace b with a by congruence; assumption |].
  apply (relevant_is_open n a); try assumption. unfold leaf_fits in Hfit. fold n in Hfit.
  destruct (owner V n) as [F |] eqn:HF; [| discriminate]. split_checks.
  apply (not_a_flag_not_known n F); try assumption; [now apply Nat.eqb_eq |].
  intros K. rewrite K in *. destruct l; [now destruct (Hno f) | discriminate ..].
Qed.

Lemma flag_own_name f : leaf_fits V false (Present f) = true -> exists F, owner V f = Some F /\ name_of F = f.
Proof.
  unfold leaf_fits. cbn [about]. destruct (owner V f) as [F |]; [| discriminate]. intros H. split_checks. exists F.
  split; [reflexivity | now apply Nat.eqb_eq].
Qed.

Lemma own_name_listed f F : owner V f = Some F -> name_of F = f -> In f (names_of V f).
Proof. intros HF E. unfold names_of. rewrite HF. left. assumption. Qed.

Lemma answered_flag_could f F :
  owner V f = Some F -> name_of F = f ->
  counts V asked f = true -> (P f = Some Yes \/ P f = Some Unsure) -> could V A before (Present f) = true.
Proof.
  intros HF Ef Hc HP. cbn [could]. destruct (known V A f) eqn:Hk; [reflexivity |]. cbn [orb].
  destruct (A f) as [b |] eqn:En.
  - destruct A_on_the_way as [H1 _]. pose proof (H1 _ _ En) as Eb. apply orb_true_iff. left. apply orb_true_iff.
    left. apply existsb_exists. exists f.
    split; [now apply own_name_listed with (F := F) |]. rewrite En.
    destruct HP as [HP | HP]; [| replace b with Unsure by congruence; reflexivity].
    exfalso. assert (Hyes : known V A f = true); [| congruence]. unfold known, met_surely. apply existsb_exists.
    exists (Present f, true).
    split; [apply in_or_app; left; apply in_map_iff; exists f; split; [reflexivity | now apply own_name_listed with (F := F)] |].
    unfold given. cbn. rewrite En. now replace b with Yes by congruence.
  - assert (Ho : open_in V A before f = true) by (destruct HP as [HP | HP]; eapply relevant_is_open; eauto).
    assert (Ha : answered V A f = false).
    { apply not_true_is_false. intros Ha. destruct (answered_own f F HF Ef Ha). congruence. }
    rewrite Ho, Ha. now rewrite orb_true_r.
Qed.

Lemma implied_flag_could f F s :
  owner V f = Some F -> name_of F = f ->
  In s (implied_by V f) -> counts V asked (about s) = true -> given P s = true -> could V A before (Present f) = true.
Proof.
  intros HF Ef Hs Hc Hg. cbn [could]. destruct (known V A f) eqn:Hk; [reflexivity |]. cbn [orb].
  unfold given in Hg. destruct (P (about s)) as [a |] eqn:E; [| discriminate].
  assert (En : A (about s) = None).
  { destruct (A (about s)) as [b |] eqn:En; [| reflexivity]. exfalso. destruct A_on_the_way as [H1 _].
    pose proof (H1 _ _ En) as Eb. assert (Hyes : known V A f = true); [| congruence].
    apply (known_by_implication f s Hs). unfold given. rewrite En. now replace b with a by congruence. }
  assert (Hks : known V A (about s) = false) by (eapply implying_not_known; eauto).
  assert (Ho : open_in V A before (about s) = true) by (eapply relevant_is_open; eauto).
  assert (Ha : answered V A f = false).
  { apply not_true_is_false. intros Ha. destruct (answered_own f F HF Ef Ha) as [b Eb]. destruct A_on_the_way as [H1 _].
    pose proof (H1 _ _ Eb) as EP. assert (HgP : given P s = true) by (unfold given; now rewrite E).
    destruct (implications_met V R P is_consistent f s Hs HgP) as [HY | [_ HN]]; [| congruence].
    assert (Hyes : known V A f = true); [| congruence]. unfold known, met_surely. apply existsb_exists.
    exists (Present f, true).
    split; [apply in_or_app; left; apply in_map_iff; exists f; split; [reflexivity | now apply own_name_listed with (F := F)] |].
    unfold given. cbn. rewrite Eb. now replace b with Yes by congruence. }
  rewrite Ha. cbn [negb andb]. apply orb_true_iff. right. apply orb_true_iff. right. apply existsb_exists. now exists s.
Qed.

(** What may be so for the person is unsure on the way, or may still be asked. *)
Lemma may_be_so_could f F :
  owner V f = Some F -> name_of F = f -> may_be_so_for V P asked f = true -> could V A before (Present f) = true.
Proof.
  intros HF Ef H. cbn [could]. unfold may_be_so_for in H. split_checks. destruct (P f) as [a |] eqn:EP; [discriminate |].
  match goal with H : existsb _ _ = true |- _ => apply existsb_exists in H; destruct H as [s [Hs Hc]] end. split_checks.
  destruct (P (about s)) as [[]|] eqn:E; try discriminate. destruct A_on_the_way as [Hway _].
  destruct (A (about s)) as [b |] eqn:En.
  - pose proof (Hway _ _ En) as Eb. assert (Hm : may_be_so V A f = true); [| rewrite Hm, orb_true_r; reflexivity].
    unfold may_be_so. apply andb_true_iff. split; [assumption |]. apply existsb_exists. exists s. split; [assumption |].
    rewrite En. now replace b with Unsure by congruence.
  - assert (Hk : known V A (about s) = false).
    { apply not_true_is_false. intros Hk. destruct (known_unanswered (about s) (persons_own _ _ E) En Hk) as [t [Ht Hg]].
      destruct (implications_met V R P is_consistent (about s) t Ht (given_stays t Hg)) as [HY | [_ HN]]; congruence. }
    assert (Ho : open_in V A before (about s) = true) by (eapply relevant_is_open; eauto).
    assert (Ha : answered V A f = false).
    { apply not_true_is_false. intros Ha. destruct (answered_own f F HF Ef Ha) as [b Eb]. pose proof (Hway _ _ Eb). congruence. }
    rewrite Ha. cbn [negb andb]. apply orb_true_iff. right. apply orb_true_iff. right. apply existsb_exists. now exists s.
Qed.

Lemma met_could l : leaf_fits V false l = true -> holds_for V P asked l = true -> could V A before l = true.
Proof.
  destruct l as [f | n op line | n os]; intros Hfit H; [| now apply met_could_value ..].
  destruct (flag_own_name f Hfit) as [F [HF Ef]]. cbn [holds_for] in H. apply orb_true_iff in H.
  destruct H as [H | H]; [apply orb_true_iff in H; destruct H as [H | H] | now apply (may_be_so_could f F)].
  - apply andb_true_iff in H. destruct H as [Hc H]. apply (answered_flag_could f F); try assumption.
    destruct (P f) as [[]|]; try discriminate; [now left | now right].
  - unfold implied_for in H. apply existsb_exists in H. destruct H as [s [Hs H]]. apply andb_true_iff in H.
    destruct H as [Hc H]. now apply (implied_flag_could f F s).
Qed.

Lemma passes_could F : In F V -> passes (holds_for V P asked) F = true -> passes (could V A before) F = true.
Proof.
  intros HF. unfold passes. destruct (asked_if F) as [c |] eqn:E; [| trivial].
  apply holds_monotone. intros l Hl. apply met_could. pose proof (sound_finding V R is_sound F HF) as Hfit.
  unfold finding_fits, condition_fits in Hfit. rewrite E in Hfit. split_checks. eapply forallb_forall; eauto.
Qed.

End Round.

Lemma asked_is_relevant_in k n : In n (asked_in k V P) -> In n (relevant_in k V A).
Proof.
  revert n. induction k as [| k IH]; intros n; [intros [] |]. cbn [asked_in relevant_in]. cbv zeta. rewrite !in_map_iff.
  intros [F [E H]]. exists F. split; [assumption |]. apply filter_In in H. destruct H as [HF H]. apply filter_In.
  split; [assumption |]. now apply passes_could with (asked := asked_in k V P).
Qed.

Theorem asked_is_relevant n : In n (asked_for V P) -> In n (relevant V A).
Proof. apply asked_is_relevant_in. Qed.

(** ** What isn't answered and isn't open changes nothing *)

(** The person's answers to what is answered or open. *)
Definition answering_open : symptoms := fun n => if open V A n then P n else A n.

Lemma answering_open_open : answers_open V A answering_open.
Proof.
  intros n. unfold answering_open. destruct (open V A n) eqn:E; [| now left].
  destruct (P n) as [a |] eqn:EP; [| left; symmetry; now apply open_unanswered in E].
  right. split; [reflexivity |]. exists a. split; [reflexivity | now apply (answers_fit V R P)].
Qed.

Lemma answering_open_persons n a : answering_open n = Some a -> P n = Some a.
Proof. unfold answering_open. destruct (open V A n); [trivial | apply A_on_the_way]. Qed.

Lemma answered_answering_open n a : A n = Some a -> answering_open n = Some a.
Proof. unfold answering_open. destruct (open V A n) eqn:E; [apply open_unanswered in E; congruence | trivial]. Qed.

Lemma given_answering_open s : given A s = true -> given answering_open s = true.
Proof.
  unfold given. destruct (A (about s)) as [a |] eqn:E; [| discriminate]. now rewrite (answered_answering_open _ _ E).
Qed.

(** What is implied by an answer that the person gives, sooner or later, is implied by what is answered or open. *)
Lemma implied_answering_open f s :
  known V A f = false -> In s (implied_by V f) -> counts V (asked_for V P) (about s) = true -> given P s = true ->
  given answering_open s = true.
Proof.
  intros Hk Hs Hc Hg. destruct (A (about s)) as [b |] eqn:En; unfold given in *.
  - destruct A_on_the_way as [H1 _]. rewrite (H1 _ _ En) in Hg. now rewrite (answered_answering_open _ _ En).
  - destruct (P (about s)) as [a |] eqn:E; [| discriminate].
    assert (Ho : open V A (about s) = true).
    { apply (relevant_is_open (asked_for V P) (relevant V A) asked_is_relevant (about s) a); try assumption.
      eapply implying_not_known; eauto. }
    unfold answering_open. now rewrite Ho, E.
Qed.

Lemma left_out n a :
  P n = Some a -> answering_open n = None ->
  harmless V R n a = true \/ (a = Yes /\ exists s, In s (implied_by V n) /\ given answering_open s = true).
Proof.
  intros E H. unfold answering_open in H. destruct (open V A n) eqn:Ho; [congruence |].
  destruct (persons_own n a E) as [F [HF Ef]].
  assert (Hp : is_person V n = true).
  { destruct (is_person V n) eqn:Hp; [reflexivity |]. destruct A_on_the_way as [_ H2]. rewrite (H2 n Hp) in H. congruence. }
  assert (Hyes : forall s, In s (implied_by V n) -> given P s = true -> a = Yes).
  { intros s Hs Hg. destruct (implications_met V R P is_consistent n s Hs Hg) as [HY | [HN _]]; congruence. }
  destruct (known V A n) eqn:Hk; [| destruct (implied_for V P (asked_for V P) n) eqn:Hi].
  - right. destruct (known_unanswered n) as [s [Hs Hg]]; try assumption; [now exists F |].
    split; [now apply (Hyes s Hs), given_stays | exists s; split; [assumption | now apply given_answering_open]].
  - right. apply existsb_exists in Hi. destruct Hi as [s [Hs Hi]]. apply andb_true_iff in Hi. destruct Hi as [Hc Hg].
    split; [now apply (Hyes s) | exists s; split; [assumption | now apply (implied_answering_open n)]].
  - left. apply (closed_is_harmless V R P is_consistent n a E Hp); [| assumption].
    intros Hin. apply asked_is_relevant, mem_In in Hin.
    assert (open V A n = true); [| congruence]. unfold open, open_in. rewrite HF, Hp, Hk, Hin.
    destruct (answered V A n) eqn:Ha; [destruct (answered_own n F HF Ef Ha); congruence |].
    apply Nat.eqb_eq in Ef. now rewrite Ef.
Qed.

(** A flag that is left out since it is known, or will be, is met by what it is known from. *)
Lemma known_instead l w :
  leaf_fits V true l = true -> In w (ways V l) -> own_name V (about (fst w)) -> meets Yes (fst w) = true ->
  forall s, In s (implied_by V (about (fst w))) -> exists marked, In (s, marked) (ways V l).
Proof.
  intros Hfit Hw Hown Hm s Hs. destruct w as [x marked]. cbn [fst] in *.
  destruct x as [n | |]; [| discriminate ..]. cbn [about] in *.
  destruct l as [f | |]; [| destruct Hw as [[=] | []] ..]. exists (is_app V f). cbn [ways] in *. apply in_or_app. right.
  apply in_map_iff. exists s. split; [reflexivity |]. apply in_app_or in Hw.
  destruct Hw as [Hw | Hw]; apply in_map_iff in Hw; destruct Hw as [y [E Hy]]; injection E as E1 E2; subst.
  - apply present_fits in Hfit. destruct Hfit as [F [HF [Ef _]]].
    rewrite (own_name_among V R is_sound n f Hown) in Hs; [assumption | now exists F | assumption].
  - now apply (implied_transitive V R is_sound f n).
Qed.

Lemma met_without l w :
  leaf_fits V true l = true -> In w (ways V l) -> answer_leaf V R (fst w) -> given P (fst w) = true ->
  given answering_open (fst w) = true
  \/ exists s marked, In (s, marked) (ways V l) /\ given answering_open s = true /\ lists_unsure s = false.
Proof.
  intros Hfit Hw Hs Hg. unfold given in Hg |- *. destruct (P (about (fst w))) as [a |] eqn:E; [| discriminate].
  destruct (answering_open (about (fst w))) as [b |] eqn:EQ.
  - left. apply answering_open_persons in EQ. now replace b with a by congruence.
  - right. destruct (left_out _ _ E EQ) as [Hh | [-> [s [Hsi Hgs]]]].
    + now rewrite (harmless_meets_nothing V R a _ Hs Hh) in Hg.
    + destruct (known_instead l w Hfit Hw (persons_own _ _ E) Hg s Hsi) as [marked Hin].
      exists s, marked. repeat split; try assumption. now apply (implied_answer_leaf V R is_sound) in Hsi.
Qed.

Lemma surely_without r : In r R -> surely V P (when r) = true -> surely V answering_open (when r) = true.
Proof.
  intros Hr. apply holds_monotone. intros l Hl. unfold met_surely. rewrite !existsb_exists. intros [w [Hw Hg]].
  destruct (met_without l w) as [H | [s [marked [Hin [Hs _]]]]]; try assumption.
  - eapply sound_leaf; eauto.
  - eapply way_answer_leaf; eauto.
  - now exists w.
  - now exists (s, marked).
Qed.

Definition reading_without (D : symptoms) : symptoms := fun n => match answering_open n with Some _ => D n | None => None end.

Lemma reading_without_reads D n : reads V P D n -> reads V answering_open (reading_without D) n.
Proof.
  unfold reads, reading_without. destruct (answering_open n) as [a |] eqn:E; [| reflexivity].
  rewrite (answering_open_persons _ _ E). now destruct a.
Qed.

Lemma definite_read A' D s :
  reads V A' D (about s) -> lists_unsure s = false -> given A' s = true -> given D s = true.
Proof.
  unfold reads, given. destruct (A' (about s)) as [a |]; [| discriminate]. intros H Hs.
  destruct a; try (now rewrite H). rewrite (unsure_meets_no s Hs). discriminate.
Qed.

Lemma read_without D l w :
  leaf_fits V true l = true -> In w (ways V l) -> answer_leaf V R (fst w) -> reads V P D (about (fst w)) ->
  given D (fst w) = true ->
  given (reading_without D) (fst w) = true
  \/ exists s marked, In (s, marked) (ways V l) /\ given answering_open s = true /\ lists_unsure s = false.
Proof.
  intros Hfit Hw Hs HD Hg. destruct (answering_open (about (fst w))) as [b |] eqn:EQ.
  - left. unfold given, reading_without in *. now rewrite EQ.
  - right. unfold given, reads in *. destruct (P (about (fst w))) as [a |] eqn:E; [| rewrite HD in Hg; discriminate].
    destruct (left_out _ _ E EQ) as [Hh | [-> [s [Hsi Hgs]]]].
    + exfalso. assert (ED : D (about (fst w)) = Some a) by (destruct a; try assumption; discriminate).
      rewrite ED, (harmless_meets_nothing V R a _ Hs Hh) in Hg. discriminate.
    + rewrite HD in Hg. destruct (known_instead l w Hfit Hw (persons_own _ _ E) Hg s Hsi) as [marked Hin].
      exists s, marked. repeat split; try assumption. now apply (implied_answer_leaf V R is_sound) in Hsi.
Qed.

Lemma perhaps_without r : In r R -> perhaps V P (when r) = true -> perhaps V answering_open (when r) = true.
Proof.
  intros Hr. rewrite !perhaps_reads. intros [D [HD H]].
  assert (HD' : forall n, In n (near V (when r)) -> reads V answering_open (reading_without D) n)
    by (intros n Hn; now apply reading_without_reads, HD).
  exists (reading_without D). split; [assumption |]. revert H. apply holds_monotone. intros l Hl. unfold met_in_doubt.
  rewrite !existsb_exists. intros [w [Hw Hg]].
  assert (Hfit : leaf_fits V true l = true) by (eapply sound_leaf; eauto).
  assert (Hs : answer_leaf V R (fst w)) by (eapply way_answer_leaf; eauto).
  assert (Hother : forall s marked, In (s, marked) (ways V l) -> given answering_open s = true -> lists_unsure s = false ->
            exists v, In v (ways V l) /\ given (if snd v then reading_without D else answering_open) (fst v) = true).
  { intros s marked Hin HQ Hu. exists (s, marked). split; [assumption |]. cbn [fst snd].
    destruct marked; [| assumption]. apply definite_read with (A' := answering_open); try assumption. apply HD'.
    change s with (fst (s, true)). eapply in_ways_near; eauto. }
  destruct (snd w) eqn:M.
  - assert (Hr' : reads V P D (about (fst w))) by (apply HD; eapply in_ways_near; eauto).
    destruct (read_without D l w Hfit Hw Hs Hr' Hg) as [H | [s [marked [Hin [Hgs Hu]]]]]; [| eapply Hother; eauto].
    exists w. split; [assumption |]. now rewrite M.
  - destruct (met_without l w Hfit Hw Hs Hg) as [H | [s [marked [Hin [Hgs Hu]]]]]; [| eapply Hother; eauto].
    exists w. split; [assumption |]. now rewrite M.
Qed.

(** The ceiling on the way never falls below what answering everything gives. *)
Theorem ceiling_never_hides : rank (evaluate V R P) <= rank (ceiling V R A).
Proof.
  etransitivity; [| apply (ceiling_above V R is_sound A answering_open answering_open_open)].
  apply worst_map_monotone. intros r Hr. apply result_monotone.
  - eapply doubt_never_worse; eauto.
  - now apply surely_without.
  - now apply perhaps_without.
Qed.

End OnTheWay.

End Asking.

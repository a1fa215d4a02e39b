(** * Law 8: every way of answering the open questions lands between the outcome and the ceiling, and both are reached *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Monotone Points Ends.

(** ** Open questions *)

Lemma open_own_name V A n : open V A n = true -> exists F, owner V n = Some F /\ name_of F = n.
Proof.
  unfold open, open_in. destruct (owner V n) as [F |]; [| discriminate]. intros H. split_checks.
  exists F. split; [reflexivity | now apply Nat.eqb_eq].
Qed.

Lemma open_unanswered V A n : open V A n = true -> A n = None.
Proof.
  unfold open, open_in. destruct (owner V n) as [F |] eqn:HF; [| discriminate]. intros H. split_checks.
  destruct (A n) as [a |] eqn:E; [| reflexivity]. exfalso. apply owner_in in HF as Hin. destruct Hin as [_ Hin].
  assert (Ha : answered V A n = true).
  { unfold answered, names_of. rewrite HF. apply existsb_exists. exists n. split; [assumption | now rewrite E]. }
  rewrite Ha in *. discriminate.
Qed.

Section Bounded.

Variables (V : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.
Variable A : symptoms.

Lemma answers_open_keeps B n a : answers_open V A B -> A n = Some a -> B n = Some a.
Proof.
  intros HB E. destruct (HB n) as [H | [H _]]; [now rewrite H |]. apply open_unanswered in H. congruence.
Qed.

Lemma closed_stays B n : answers_open V A B -> open V A n = false -> B n = A n.
Proof. intros HB E. destruct (HB n) as [H | [H _]]; [assumption | congruence]. Qed.

Lemma open_accepted B n a : answers_open V A B -> open V A n = true -> B n = Some a -> accepts V n a = true.
Proof.
  intros HB Ho E. destruct (HB n) as [H | [_ [b [Hb Ha]]]]; [| congruence]. apply open_unanswered in Ho. congruence.
Qed.

Theorem outcome_below B : answers_open V A B -> rank (evaluate V R A) <= rank (evaluate V R B).
Proof.
  intros HB. apply severity; [assumption |]. apply more_is_as_bad. intros n a. now apply answers_open_keeps.
Qed.

(** ** The lower end: nothing more is raised by harmless answers *)

Definition nothing_more : symptoms := fun n => if open V A n then Some (harmless_answer V R n) else A n.

Lemma nothing_more_answers_open : answers_open V A nothing_more /\ leaves_none V A nothing_more.
Proof.
  split.
  - intros n. unfold nothing_more. destruct (open V A n) eqn:E; [right | now left]. split; [reflexivity |].
    eexists. split; [reflexivity |]. destruct (open_own_name _ _ _ E) as [F [HF En]].
    eapply harmless_answer_fits; eauto.
  - intros n E. unfold nothing_more. rewrite E. eauto.
Qed.

Lemma open_is_harmless n : open V A n = true -> harmless V R n (harmless_answer V R n) = true.
Proof. intros E. destruct (open_own_name _ _ _ E) as [F [HF En]]. eapply harmless_answer_fits; eauto. Qed.

Lemma given_nothing_more s : answer_leaf V R s -> given nothing_more s = true -> given A s = true.
Proof.
  intros Hs. unfold given, nothing_more. destruct (open V A (about s)) eqn:E; [| trivial].
  rewrite harmless_meets_nothing with (V := V) (R := R); [discriminate | assumption | now apply open_is_harmless].
Qed.

Lemma nothing_more_surely r : In r R -> surely V nothing_more (when r) = true -> surely V A (when r) = true.
Proof.
  intros Hr. apply holds_monotone. intros l Hl. unfold met_surely. rewrite !existsb_exists. intros [w [Hw H]].
  exists w. split; [assumption |]. apply given_nothing_more; [| assumption]. eapply way_answer_leaf; eauto.
Qed.

Lemma nothing_more_perhaps r : In r R -> perhaps V nothing_more (when r) = true -> perhaps V A (when r) = true.
Proof.
  intros Hr. rewrite !perhaps_reads. intros [B [HB H]]. exists (fun n => if open V A n then None else B n). split.
  - intros n Hn. specialize (HB n Hn). unfold reads, nothing_more in *. destruct (open V A n) eqn:E; [| assumption].
    now rewrite (open_unanswered _ _ _ E).
  - revert H. apply holds_monotone. intros l Hl. unfold met_in_doubt. rewrite !existsb_exists. intros [w [Hw H]].
    exists w. split; [assumption |]. pose proof (way_answer_leaf V R is_sound r l w Hr Hl Hw) as Hs.
    destruct (snd w); [| now apply given_nothing_more]. unfold given in *.
    destruct (open V A (about (fst w))) eqn:E; [| assumption]. exfalso.
    assert (Hn : In (about (fst w)) (near V (when r))) by (eapply in_ways_near; eauto).
    specialize (HB _ Hn). unfold reads, nothing_more in HB. rewrite E in HB. pose proof (open_is_harmless _ E) as Hh.
    assert (EB : B (about (fst w)) = Some (harmless_answer V R (about (fst w)))).
    { destruct (harmless_answer V R (about (fst w))) eqn:Ea; try assumption. discriminate. }
    rewrite EB, (harmless_meets_nothing V R _ _ Hs Hh) in H. discriminate.
Qed.

Theorem lower_end_reached :
  exists B, answers_open V A B /\ leaves_none V A B /\ rank (evaluate V R B) = rank (evaluate V R A).
Proof.
  exists nothing_more. destruct nothing_more_answers_open as [H1 H2]. repeat split; [assumption | assumption |].
  apply Nat.le_antisymm; [| now apply outcome_below]. apply worst_map_monotone. intros r Hr. apply result_monotone.
  - eapply doubt_never_worse; eauto.
  - now apply nothing_more_surely.
  - now apply nothing_more_perhaps.
Qed.

(** ** The upper end: for each rule, the far ends of what is open *)

Section Upper.

Variables (B : symptoms) (r : rule).
Hypothesis B_answers : answers_open V A B.
Hypothesis in_rules : In r R.

Definition choices : list (name * list answer) :=
  map (fun n => (n, worth_trying V n)) (filter (open_in V A (relevant V A)) (near V (when r))).

Definition is_choice (n : name) : bool := mem n (near V (when r)) && open V A n.

Lemma choices_names n : In n (map fst choices) <-> is_choice n = true.
Proof.
  unfold choices, is_choice, open. rewrite map_fst_pair, filter_In, andb_true_iff, mem_In. reflexivity.
Qed.

Lemma choices_tried n os : In (n, os) choices -> is_choice n = true /\ os = worth_trying V n.
Proof.
  intros H. split; [apply choices_names, in_map_iff; now exists (n, os) |].
  unfold choices in H. apply in_map_iff in H. destruct H as [m [[= -> ->] _]]. reflexivity.
Qed.

(** The answers of [B], read as [D], moved to their far ends. *)
Definition far_answers (D : symptoms) : symptoms := fun n =>
  if is_choice n then Some (match D n with Some b => far V n b | None => some_reading V n end) else A n.

Lemma far_answers_searched D :
  (forall n b, is_choice n = true -> D n = Some b -> accepts V n b = true) ->
  forall n os, In (n, os) choices -> exists a, In a os /\ far_answers D n = Some a.
Proof.
  intros HD n os H. apply choices_tried in H. destruct H as [Hc ->]. unfold far_answers. rewrite Hc.
  eexists. split; [| reflexivity]. destruct (D n) as [b |] eqn:E; [apply far_is_tried; eapply HD; eauto |].
  unfold is_choice in Hc. apply andb_true_iff in Hc. destruct Hc as [_ Ho].
  destruct (open_own_name _ _ _ Ho) as [F [HF _]].
  apply (reading_tried V n F); [assumption | apply some_reading_in].
Qed.

Lemma far_answers_elsewhere D n : ~ In n (map fst choices) -> far_answers D n = A n.
Proof. rewrite choices_names. unfold far_answers. destruct (is_choice n); [congruence | trivial]. Qed.

Lemma not_choice_same n : In n (near V (when r)) -> is_choice n = false -> B n = A n.
Proof.
  intros Hn E. apply closed_stays; [assumption |]. unfold is_choice in E. apply mem_In in Hn. now rewrite Hn in E.
Qed.

(** What an answer, or a reading, meets, the far end meets too. *)
Lemma given_far D C s :
  answer_leaf V R s -> In (about s) (near V (when r)) ->
  (is_choice (about s) = true -> exists b, D (about s) = Some b /\ accepts V (about s) b = true /\ C (about s) = Some b) ->
  (is_choice (about s) = false -> C (about s) = A (about s)) ->
  given C s = true -> given (far_answers D) s = true.
Proof.
  intros Hs Hn H1 H2 Hg. unfold given, far_answers in *. destruct (is_choice (about s)) eqn:E.
  - destruct (H1 eq_refl) as [b [Eb [Ha Ec]]]. rewrite Ec in Hg. rewrite Eb. now apply (far_meets V R is_sound).
  - now rewrite (H2 eq_refl) in Hg.
Qed.

Lemma given_open C s : given C s = true -> exists a, C (about s) = Some a.
Proof. unfold given. destruct (C (about s)) as [a |]; [eauto | discriminate]. Qed.

Lemma choice_accepted n b : is_choice n = true -> B n = Some b -> accepts V n b = true.
Proof. unfold is_choice. rewrite andb_true_iff. intros [_ Ho]. now apply open_accepted. Qed.

Lemma surely_reached :
  surely V B (when r) = true -> search choices A (fun C => surely V C (when r)) = true.
Proof.
  intros H. apply search_misses_nothing with (B := far_answers B).
  - apply surely_respects.
  - apply far_answers_searched, choice_accepted.
  - apply far_answers_elsewhere.
  - revert H. apply holds_monotone. intros l Hl. unfold met_surely. rewrite !existsb_exists. intros [w [Hw Hg]].
    exists w. split; [assumption |].
    assert (Hn : In (about (fst w)) (near V (when r))) by (eapply in_ways_near; eauto).
    apply (given_far B B); [eapply way_answer_leaf; eauto | assumption | | now apply not_choice_same | assumption].
    intros Hc. destruct (given_open _ _ Hg) as [a Ea]. exists a. repeat split; try assumption.
    eapply choice_accepted; eauto.
Qed.

(** ** In doubt *)

Variable D : symptoms.
Hypothesis D_reads : forall n, In n (near V (when r)) -> reads V B D n.

Lemma choice_near n : is_choice n = true -> In n (near V (when r)).
Proof. unfold is_choice. rewrite andb_true_iff. intros [H _]. now apply mem_In. Qed.

Lemma reading_of_choice_accepted n b : is_choice n = true -> D n = Some b -> accepts V n b = true.
Proof.
  intros Hc E. pose proof (D_reads n (choice_near n Hc)) as Hr. unfold reads in Hr.
  destruct (B n) as [a |] eqn:EB; [| congruence].
  destruct (is_unsure (Some a)) eqn:U.
  - destruct a; try discriminate. destruct Hr as [c [Hc' Ec]]. rewrite E in Ec. injection Ec as <-.
    unfold is_choice in Hc. apply andb_true_iff in Hc. destruct Hc as [_ Ho].
    destruct (open_own_name _ _ _ Ho) as [F [HF _]]. eapply reading_accepted; eauto.
  - assert (D n = Some a) by (destruct a; try discriminate; assumption). replace b with a by congruence.
    eapply choice_accepted; eauto.
Qed.

(** The far ends are read as they stand, all else as before. *)
Definition far_reading : symptoms := fun n => if is_choice n then far_answers D n else D n.

Lemma far_reading_reads n : In n (near V (when r)) -> reads V (far_answers D) far_reading n.
Proof.
  intros Hn. unfold reads, far_reading. destruct (is_choice n) eqn:Hc.
  - unfold far_answers. rewrite Hc. destruct (D n) as [b |] eqn:E.
    + destruct (far V n b) eqn:Ef; try reflexivity. exists Unsure. split; [| reflexivity].
      now apply far_unsure with (a := b).
    + pose proof (some_reading_in V n) as Hi. destruct (some_reading V n); try reflexivity. now exists Unsure.
  - unfold far_answers. rewrite Hc. pose proof (D_reads n Hn) as H. unfold reads in H.
    now rewrite (not_choice_same n Hn Hc) in H.
Qed.

(** Where a way isn't marked, an unsure answer doesn't meet it; so it is read as it stands. *)
Lemma unmarked_read_as_given s : lists_unsure s = false -> In (about s) (near V (when r)) -> given B s = true -> given D s = true.
Proof.
  intros Hs Hn. unfold given. pose proof (D_reads _ Hn) as H. unfold reads in H.
  destruct (B (about s)) as [a |]; [| discriminate].
  destruct a; try (now rewrite H). rewrite (unsure_meets_no s Hs). discriminate.
Qed.

Lemma doubtfully_reached :
  in_doubt V B D (when r) = true -> search choices A (fun C => perhaps V C (when r)) = true.
Proof.
  intros H. apply search_misses_nothing with (B := far_answers D).
  - apply perhaps_respects.
  - apply far_answers_searched, reading_of_choice_accepted.
  - apply far_answers_elsewhere.
  - apply perhaps_reads. exists far_reading. split; [exact far_reading_reads |].
    revert H. apply holds_monotone. intros l Hl. unfold met_in_doubt. rewrite !existsb_exists. intros [w [Hw Hg]].
    exists w. split; [assumption |].
    assert (Hn : In (about (fst w)) (near V (when r))) by (eapply in_ways_near; eauto).
    pose proof (way_answer_leaf V R is_sound r l w in_rules Hl Hw) as Hs.
    assert (Hopen : forall s, given D s = true -> is_choice (about s) = true ->
              exists b, D (about s) = Some b /\ accepts V (about s) b = true /\ D (about s) = Some b).
    { intros s Hgs Hc. destruct (given_open _ _ Hgs) as [b Eb]. exists b. repeat split; try assumption.
      eapply reading_of_choice_accepted; eauto. }
    destruct (snd w) eqn:M.
    + destruct (is_choice (about (fst w))) eqn:Hc; unfold given, far_reading; rewrite Hc; [| exact Hg].
      apply (given_far D D); try assumption; [now apply Hopen | intros E; congruence].
    + assert (Hu : lists_unsure (fst w) = false).
      { apply (unmarked_way_is_definite V R is_sound l). destruct w as [s m]. cbn in *. now subst m. }
      destruct (is_choice (about (fst w))) eqn:Hc.
      * pose proof (unmarked_read_as_given _ Hu Hn Hg) as Hg'.
        apply (given_far D D); try assumption; [now apply Hopen | intros E; congruence].
      * unfold given, far_answers. rewrite Hc, <- (not_choice_same _ Hn Hc). exact Hg.
Qed.

End Upper.

Lemma result_below_reach B r :
  answers_open V A B -> In r R -> rank (result V B r) <= rank (reach V A (relevant V A) r).
Proof.
  intros HB Hr. pose proof (doubt_never_worse V R is_sound r Hr) as Hw. unfold result, reach. fold (choices r).
  destruct (surely V B (when r)) eqn:Es; [now rewrite (surely_reached B r HB Hr Es) |].
  destruct (perhaps V B (when r)) eqn:Ep; [| apply Nat.le_0_l]. apply perhaps_reads in Ep. destruct Ep as [D [HD Ep]].
  rewrite (doubtfully_reached B r HB Hr D HD Ep). now destruct (search (choices r) A (fun C => surely V C (when r))).
Qed.

Theorem ceiling_above B : answers_open V A B -> rank (evaluate V R B) <= rank (ceiling V R A).
Proof. intros HB. apply worst_map_monotone. intros r Hr. now apply result_below_reach. Qed.

(** ** The upper end is reached *)

Lemma found_answers_open r C :
  (forall n os, In (n, os) (choices r) -> exists a, In a os /\ C n = Some a) ->
  (forall n, ~ In n (map fst (choices r)) -> C n = A n) -> answers_open V A C.
Proof.
  intros H1 H2 n. destruct (is_choice r n) eqn:Hc; [| left; apply H2; rewrite choices_names; congruence].
  right. pose proof Hc as Hc'. unfold is_choice in Hc'. apply andb_true_iff in Hc'. destruct Hc' as [_ Ho].
  split; [assumption |]. apply choices_names, in_map_iff in Hc. destruct Hc as [[m os] [E Hin]]. cbn in E. subst m.
  destruct (H1 n os Hin) as [a [Ha E]]. exists a. split; [assumption |]. apply choices_tried in Hin.
  destruct Hin as [_ ->].
  destruct (open_own_name _ _ _ Ho) as [F [HF _]]. eapply tried_accepted; eauto.
Qed.

Lemma choices_distinct r : NoDup (map fst (choices r)).
Proof. unfold choices. rewrite map_fst_pair. apply NoDup_filter, NoDup_nodup. Qed.

Lemma reach_reached r : In r R -> exists B, answers_open V A B /\ rank (reach V A (relevant V A) r) <= rank (result V B r).
Proof.
  intros Hr. pose proof (doubt_never_worse V R is_sound r Hr) as Hw. unfold reach. fold (choices r).
  destruct (search (choices r) A (fun C => surely V C (when r))) eqn:Es;
    [| destruct (search (choices r) A (fun C => perhaps V C (when r))) eqn:Ep].
  - apply search_finds in Es; [| apply choices_distinct]. destruct Es as [B [H1 [H2 H3]]]. exists B.
    split; [now apply (found_answers_open r) |]. unfold result. now rewrite H3.
  - apply search_finds in Ep; [| apply choices_distinct]. destruct Ep as [B [H1 [H2 H3]]]. exists B.
    split; [now apply (found_answers_open r) |]. unfold result. rewrite H3. now destruct (surely V B (when r)).
  - exists A. split; [intros n; now left | apply Nat.le_0_l].
Qed.

(** Whoever has answered some of the open questions can answer the others. *)
Lemma answer_the_rest B :
  answers_open V A B ->
  exists C, answers_open V A C /\ leaves_none V A C /\ forall n a, B n = Some a -> C n = Some a.
Proof.
  intros HB. exists (fun n => match B n with Some a => Some a | None => nothing_more n end).
  destruct nothing_more_answers_open as [H1 H2]. repeat split.
  - intros n. destruct (HB n) as [E | E].
    + rewrite E. destruct (A n) as [a |] eqn:EA; [now left |].
      destruct (H1 n) as [E1 | E1]; [left; congruence | now right].
    + right. destruct E as [Ho [a [Ea Ha]]]. split; [assumption |]. exists a. now rewrite Ea.
  - intros n Ho. destruct (B n); [eauto | now apply H2].
  - intros n a E. now rewrite E.
Qed.

Theorem ceiling_reached :
  exists B, answers_open V A B /\ leaves_none V A B /\ rank (evaluate V R B) = rank (ceiling V R A).
Proof.
  assert (H : exists B, answers_open V A B /\ rank (ceiling V R A) <= rank (evaluate V R B)).
  { unfold ceiling. destruct (worst_is_one (map (reach V A (relevant V A)) R)) as [E | E].
    - exists A. split; [intros n; now left |]. rewrite E. apply Nat.le_0_l.
    - apply in_map_iff in E. destruct E as [r [E Hr]]. destruct (reach_reached r Hr) as [B [HB Hle]]. exists B.
      split; [assumption |]. rewrite <- E. etransitivity; [exact Hle |]. apply worst_bounds. now apply in_map. }
  destruct H as [B [HB Hle]]. destruct (answer_the_rest B HB) as [C [H1 [H2 H3]]]. exists C.
  repeat split; try assumption.
  apply Nat.le_antisymm; [now apply ceiling_above |]. etransitivity; [exact Hle |]. apply severity; [assumption |].
  now apply more_is_as_bad.
Qed.

End Bounded.

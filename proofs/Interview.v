(** * Interviews: when nothing could raise the outcome any more, it is the outcome of answering everything *)

From Coq Require Import ZArith Arith Bool List Lia.
Import ListNotations.
From Triage Require Import Language Check Basics Sound Monotone Ends Bounded Implied Asking.

Lemma evaluate_same V R A B : (forall n, A n = B n) -> evaluate V R A = evaluate V R B.
Proof.
  intros E. unfold evaluate. f_equal. apply map_ext. intros r. unfold result.
  now rewrite (surely_respects V (when r) A B E), (perhaps_respects V (when r) A B E).
Qed.

Section Interview.

Variables (V : vocabulary) (R : rules).
Hypothesis is_sound : sound V R = true.

(** ** What could raise, and the ceiling *)

(** [A] with the answers of [B] to some names. *)
Definition mixed (A B : symptoms) (ns : list name) : symptoms := fun n => if mem n ns then B n else A n.

Lemma mixed_answers_open A B ns : answers_open V A B -> answers_open V A (mixed A B ns).
Proof. intros H n. unfold mixed. destruct (mem n ns); [apply H | now left]. Qed.

Lemma mem_cons m n ns : mem m (n :: ns) = (m =? n) || mem m ns.
Proof. reflexivity. Qed.

(** Answers given one by one: either none of them raises, or one does. *)
Lemma one_of_them_raises A B ns :
  answers_open V A B ->
  rank (evaluate V R (mixed A B ns)) <= rank (evaluate V R A) \/ exists n, could_raise V R A n.
Proof.
  intros HB. induction ns as [| n ns [IH | IH]]; [now left | | now right].
  destruct (HB n) as [E | [Ho [a [Ea Ha]]]]; [| destruct (mem n ns) eqn:Em].
  - left. rewrite (evaluate_same V R _ (mixed A B ns)); [assumption |]. intros m. unfold mixed. rewrite mem_cons.
    destruct (Nat.eqb_spec m n) as [-> |]; [| reflexivity]. rewrite E. now destruct (mem n ns).
  - left. rewrite (evaluate_same V R _ (mixed A B ns)); [assumption |]. intros m. unfold mixed. rewrite mem_cons.
    destruct (Nat.eqb_spec m n) as [-> |]; [| reflexivity]. now rewrite Em.
  - set (M := mixed A B ns) in *.
    destruct (le_lt_dec (rank (evaluate V R (set n a M))) (rank (evaluate V R M))) as [Hle | Hlt].
    + left. rewrite (evaluate_same V R _ (set n a M)); [lia |]. intros m. unfold M, mixed, set. rewrite mem_cons.
      destruct (Nat.eqb_spec m n) as [-> | D]; [now rewrite Nat.eqb_refl |].
      destruct (Nat.eqb_spec n m) as [-> |]; [now destruct D | reflexivity].
    + right. exists n. split; [assumption |]. exists M, a.
      repeat split; try assumption; [now apply mixed_answers_open |].
      unfold M, mixed. rewrite Em. now apply open_unanswered in Ho.
Qed.

Lemma mixed_all A B : answers_open V A B -> forall n, mixed A B (map name_of V) n = B n.
Proof.
  intros HB n. unfold mixed. destruct (mem n (map name_of V)) eqn:E; [reflexivity |].
  destruct (HB n) as [H | [Ho _]]; [now symmetry |]. exfalso. destruct (open_own_name _ _ _ Ho) as [F [HF En]].
  assert (Hin : In n (map name_of V)) by (apply in_map_iff; exists F; split; [assumption | now apply owner_in in HF]).
  apply mem_In in Hin. congruence.
Qed.

Theorem at_the_ceiling_or_something_raises A :
  rank (ceiling V R A) = rank (evaluate V R A) \/ exists n, could_raise V R A n.
Proof.
  destruct (ceiling_reached V R is_sound A) as [B [HB [_ E]]].
  destruct (one_of_them_raises A B (map name_of V) HB) as [H | H]; [left | now right].
  rewrite (evaluate_same V R _ B (mixed_all A B HB)) in H. pose proof (outcome_below V R is_sound A B HB). lia.
Qed.

Theorem nothing_raises_at_the_ceiling A :
  (forall n, ~ could_raise V R A n) <-> rank (ceiling V R A) = rank (evaluate V R A).
Proof.
  split.
  - intros H. destruct (at_the_ceiling_or_something_raises A) as [E | [n Hn]]; [assumption | now destruct (H n)].
  - intros E n [Ho [B [a [HB [En [Ha Hlt]]]]]].
    assert (HC : answers_open V A (set n a B)).
    { intros m. unfold set. destruct (Nat.eqb_spec n m) as [<- |]; [right; split; [assumption | now exists a] | apply HB]. }
    pose proof (ceiling_above V R is_sound A _ HC). pose proof (outcome_below V R is_sound A B HB). lia.
Qed.

(** ** Interviews *)

Lemma open_in_vocabulary A n : open V A n = true -> In n (map name_of V).
Proof.
  intros Ho. destruct (open_own_name _ _ _ Ho) as [F [HF En]]. apply in_map_iff. exists F.
  split; [assumption | now apply owner_in in HF].
Qed.

Lemma interview_keeps P A ns B n a : interview V P A ns B -> A n = Some a -> B n = Some a.
Proof.
  induction 1 as [| A m b rest B Ho E _ IH]; [trivial |]. intros En. apply IH. unfold set.
  destruct (Nat.eqb_spec m n) as [-> |]; [apply open_unanswered in Ho; congruence | assumption].
Qed.

(** Nothing is asked twice, and nothing that was answered. *)
Lemma never_asked_twice P A ns B :
  interview V P A ns B -> NoDup ns /\ incl ns (map name_of V) /\ forall n, In n ns -> A n = None.
Proof.
  induction 1 as [A | A m b rest B Ho E _ [IH1 [IH2 IH3]]]; [repeat split; [constructor | intros n [] | intros n []] |].
  repeat split.
  - constructor; [| assumption]. intros H. specialize (IH3 m H). rewrite set_here in IH3. discriminate.
  - intros n [<- | H]; [eapply open_in_vocabulary; eauto | now apply IH2].
  - intros n [<- | H]; [now apply open_unanswered in Ho |]. specialize (IH3 n H). unfold set in IH3.
    destruct (Nat.eqb m n); [discriminate | assumption].
Qed.

Theorem interview_ends P A ns B : interview V P A ns B -> length ns <= length V.
Proof.
  intros H. apply never_asked_twice in H. destruct H as [H1 [H2 _]]. rewrite <- (map_length name_of V).
  now apply NoDup_incl_length.
Qed.

Theorem nothing_lost P A ns B :
  consistent V R P -> A = given_beforehand V P -> interview V P A ns B ->
  (forall n, ~ could_raise V R B n) -> rank (evaluate V R B) = rank (evaluate V R P).
Proof.
  intros HP -> HI Hend. pose proof (interview_on_the_way V P _ _ _ HI (start_on_the_way V P)) as HB.
  apply Nat.le_antisymm.
  - apply severity; [assumption |]. apply more_is_as_bad. apply HB.
  - apply nothing_raises_at_the_ceiling in Hend. rewrite <- Hend. now apply ceiling_never_hides.
Qed.

(** ** Whoever leaves no line blank gets to the end *)

Definition unanswered (A : symptoms) : nat := length (filter (fun n => negb (is_given (A n))) (map name_of V)).

Lemma fewer_left (f g : name -> bool) ns n :
  (forall m, g m = true -> f m = true) -> In n ns -> f n = true -> g n = false ->
  length (filter g ns) < length (filter f ns).
Proof.
  intros H. assert (Hle : forall ms, length (filter g ms) <= length (filter f ms)).
  { intros ms. induction ms as [| m ms IH]; [reflexivity |]. cbn. destruct (g m) eqn:E; [rewrite (H m E); cbn; lia |].
    destruct (f m); cbn; lia. }
  induction ns as [| m ns IH]; intros Hn Hf Hg; [destruct Hn |]. cbn. destruct Hn as [-> | Hn].
  - rewrite Hf, Hg. cbn. specialize (Hle ns). lia.
  - specialize (IH Hn Hf Hg). destruct (g m) eqn:E; [rewrite (H m E); cbn; lia |]. destruct (f m); cbn; lia.
Qed.

Lemma asking_leaves_fewer A n a : open V A n = true -> unanswered (set n a A) < unanswered A.
Proof.
  intros Ho. apply fewer_left with (n := n).
  - intros m. unfold set. destruct (Nat.eqb_spec n m) as [<- |]; [discriminate | trivial].
  - eapply open_in_vocabulary; eauto.
  - now rewrite (open_unanswered _ _ _ Ho).
  - now rewrite set_here.
Qed.

Lemma open_is_answered P A n : leaves_no_blank V P -> open V A n = true -> exists a, P n = Some a.
Proof.
  intros HP Ho. destruct (open_own_name _ _ _ Ho) as [F [HF <-]]. apply HP; [now apply owner_in in HF |].
  unfold open, open_in in Ho. rewrite HF in Ho. now split_checks.
Qed.

Lemma asked_to_the_end P A : leaves_no_blank V P -> exists ns B, interview V P A ns B /\ forall n, ~ could_raise V R B n.
Proof.
  intros HP. remember (unanswered A) as k eqn:Ek. revert A Ek. induction k as [k IH] using lt_wf_ind. intros A Ek.
  destruct (at_the_ceiling_or_something_raises A) as [E | [n [Ho _]]].
  - exists [], A. split; [constructor | now apply nothing_raises_at_the_ceiling].
  - destruct (open_is_answered P A n HP Ho) as [a Ea]. pose proof (asking_leaves_fewer A n a Ho) as Hless.
    rewrite <- Ek in Hless.
    destruct (IH _ Hless (set n a A) eq_refl) as [ns [B [HI Hend]]]. exists (n :: ns), B.
    split; [now apply one_asked with (a := a) | assumption].
Qed.

End Interview.

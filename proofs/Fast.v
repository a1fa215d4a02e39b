(** * The same, faster: what doesn't depend on answers is worked out once

    This is what is extracted.
    Each function here is proved equal to the one of [Language.v] or [Check.v] that it stands for. *)

From Coq Require Import ZArith Arith Bool List.
Import ListNotations.
From Triage Require Import Language Check Basics Rounds.

(** ** Prepared conditions and rules *)

Inductive prepared :=
| One (ws : list (leaf * bool))
| Many (count : nat) (members : list prepared).

Fixpoint prepare (V : vocabulary) (c : condition) : prepared :=
  match c with
  | Leaf l => One (ways V l)
  | Of how cs => Many (needed how cs) (map (prepare V) cs)
  end.

Fixpoint prepared_holds (met : list (leaf * bool) -> bool) (c : prepared) : bool :=
  match c with
  | One ws => met ws
  | Many k cs => k <=? counted (map (prepared_holds met) cs)
  end.

Lemma prepared_holds_same V met c : prepared_holds met (prepare V c) = holds (fun l => met (ways V l)) c.
Proof.
  induction c as [l | how cs IH] using condition_induction; [reflexivity |]. cbn [prepare prepared_holds holds].
  rewrite map_map. do 2 f_equal. apply map_ext_in. rewrite Forall_forall in IH. exact IH.
Qed.

Record ready_rule := {
  ready_when : prepared;
  ready_readings : list (name * list answer);
  ready_tries : list (name * list answer);
  ready_sure : outcome;
  ready_unsure : outcome
}.

Definition make_ready (V : vocabulary) (r : rule) : ready_rule :=
  let names := near V (when r) in
  {| ready_when := prepare V (when r);
     ready_readings := map (fun n => (n, readings V n)) names;
     ready_tries := map (fun n => (n, worth_trying V n)) names;
     ready_sure := sure_outcome r;
     ready_unsure := when_unsure r |}.

Definition fast_surely (A : symptoms) (r : ready_rule) : bool :=
  prepared_holds (existsb (fun w => given A (fst w))) (ready_when r).

Definition fast_perhaps (A : symptoms) (r : ready_rule) : bool :=
  search (filter (fun c => is_unsure (A (fst c))) (ready_readings r)) A
         (fun B => prepared_holds (existsb (fun w : leaf * bool => given (if snd w then B else A) (fst w))) (ready_when r)).

Definition fast_result (A : symptoms) (r : ready_rule) : outcome :=
  if fast_surely A r then ready_sure r else if fast_perhaps A r then ready_unsure r else None_found.

Definition fast_evaluate (ready : list ready_rule) (A : symptoms) : outcome := worst (map (fast_result A) ready).

Lemma filter_pairs {X Y} (f : X -> bool) (g : X -> Y) xs :
  filter (fun c => f (fst c)) (map (fun x => (x, g x)) xs) = map (fun x => (x, g x)) (filter f xs).
Proof. induction xs as [| x xs IH]; [reflexivity |]. cbn. rewrite IH. now destruct (f x). Qed.

Lemma search_ext choices A test test' : (forall B, test B = test' B) -> search choices A test = search choices A test'.
Proof.
  intros H. revert A. induction choices as [| [n os] rest IH]; intros A; [apply H |]. cbn [search].
  induction os as [| a os IHos]; [reflexivity |]. cbn [existsb]. now rewrite IH, IHos.
Qed.

Lemma fast_surely_same V A r : fast_surely A (make_ready V r) = surely V A (when r).
Proof. apply prepared_holds_same. Qed.

Lemma fast_perhaps_same V A r : fast_perhaps A (make_ready V r) = perhaps V A (when r).
Proof.
  unfold fast_perhaps, perhaps. cbn [make_ready ready_readings ready_when].
  rewrite (filter_pairs (fun n => is_unsure (A n)) (readings V)). apply search_ext. intros B. apply prepared_holds_same.
Qed.

Lemma fast_result_same V A r : fast_result A (make_ready V r) = result V A r.
Proof. unfold fast_result, result. now rewrite fast_surely_same, fast_perhaps_same. Qed.

Theorem fast_evaluate_same V R A : fast_evaluate (map (make_ready V) R) A = evaluate V R A.
Proof.
  unfold fast_evaluate, evaluate. rewrite map_map. f_equal. apply map_ext. intros r. apply fast_result_same.
Qed.

(** ** Relevance: rounds end with the first that finds nothing new *)

Fixpoint settled (rounds_left : nat) (V : vocabulary) (A : symptoms) (before : list name) : list name :=
  match rounds_left with
  | 0 => before
  | S fewer =>
      let after := map name_of (filter (passes (could V A before)) V) in
      if length after =? length before then before else settled fewer V A after
  end.

Definition fast_relevant (V : vocabulary) (A : symptoms) : list name := settled (S (length V)) V A [].

Lemma one_round V A k :
  relevant_in (S k) V A = map name_of (filter (passes (could V A (relevant_in k V A))) V).
Proof. reflexivity. Qed.

Lemma nothing_new V A k :
  length (relevant_in (S k) V A) = length (relevant_in k V A) -> relevant_in (S k) V A = relevant_in k V A.
Proof.
  destruct k as [| k]; [intros H; now apply length_zero_iff_nil in H |]. rewrite !relevant_rounds. cbn [rounds].
  rewrite !map_length. intros H. f_equal. symmetry.
  destruct (next_round V (fun ns => passes (could V A ns))) with (k := k) as [E | L]; [| exact E |].
  - intros ns ms F Hi. apply passes_monotone. intros l. now apply could_monotone.
  - exfalso. unfold found_in in L. cbn [rounds] in *. rewrite H in L. now apply Nat.lt_irrefl in L.
Qed.

Lemma stays_settled V A k j : relevant_in (S k) V A = relevant_in k V A -> relevant_in (j + k) V A = relevant_in k V A.
Proof. intros H. induction j as [| j IH]; [reflexivity |]. cbn [Nat.add]. now rewrite one_round, IH, <- one_round. Qed.

Lemma settled_same V A j k : settled j V A (relevant_in k V A) = relevant_in (j + k) V A.
Proof.
  revert k. induction j as [| j IH]; intros k; [reflexivity |]. cbn [settled]. cbv zeta. rewrite <- one_round.
  destruct (Nat.eqb_spec (length (relevant_in (S k) V A)) (length (relevant_in k V A))) as [E | _].
  - symmetry. now apply stays_settled, nothing_new.
  - rewrite IH. now rewrite Nat.add_succ_r.
Qed.

Theorem fast_relevant_same V A : fast_relevant V A = relevant V A.
Proof.
  unfold fast_relevant, relevant. change ([] : list name) with (relevant_in 0 V A). rewrite settled_same.
  now rewrite Nat.add_0_r.
Qed.

(** ** The ceiling *)

Definition fast_reach (V : vocabulary) (A : symptoms) (still : list name) (r : ready_rule) : outcome :=
  let choices := filter (fun c => open_in V A still (fst c)) (ready_tries r) in
  if search choices A (fun C => fast_surely C r) then ready_sure r
  else if search choices A (fun C => fast_perhaps C r) then ready_unsure r
  else None_found.

Definition fast_ceiling (V : vocabulary) (ready : list ready_rule) (A : symptoms) : outcome :=
  let still := fast_relevant V A in worst (map (fast_reach V A still) ready).

Theorem fast_ceiling_same V R A : fast_ceiling V (map (make_ready V) R) A = ceiling V R A.
Proof.
  unfold fast_ceiling, ceiling. cbv zeta. rewrite fast_relevant_same, map_map. f_equal. apply map_ext. intros r. unfold fast_reach, reach.
  cbn [make_ready ready_tries ready_sure ready_unsure]. cbv zeta.
  rewrite (filter_pairs (open_in V A (relevant V A)) (worth_trying V)).
  rewrite (search_ext _ A _ (fun C => surely V C (when r))) by (intros B; apply fast_surely_same).
  now rewrite (search_ext _ A (fun C => fast_perhaps C (make_ready V r)) (fun C => perhaps V C (when r)))
    by (intros B; apply fast_perhaps_same).
Qed.

(** ** The release check

    Whether the outcome reaches a rank: the first rule that does is enough, and a rule that never does isn't tried. *)

Definition may_reach (k : nat) (r : ready_rule) : bool := (k <=? rank (ready_sure r)) || (k <=? rank (ready_unsure r)).

Definition fast_reaches (ready : list ready_rule) (A : symptoms) (k : nat) : bool :=
  (k =? 0) || existsb (fun r => may_reach k r && (k <=? rank (fast_result A r))) ready.

Lemma may_reach_result k A r : (k =? 0) = false -> (k <=? rank (fast_result A r)) = true -> may_reach k r = true.
Proof.
  unfold may_reach, fast_result. intros Hk H. apply orb_true_iff.
  destruct (fast_surely A r); [now left |]. destruct (fast_perhaps A r); [now right |].
  cbn [rank] in H. now destruct k.
Qed.

Lemma fast_reaches_same ready A k : fast_reaches ready A k = (k <=? rank (fast_evaluate ready A)).
Proof.
  unfold fast_reaches, fast_evaluate. destruct (k =? 0) eqn:E; [now apply Nat.eqb_eq in E as -> |]. cbn [orb].
  induction ready as [| r rest IH]; [now destruct k |]. cbn [existsb map worst fold_right]. rewrite worse_of_rank.
  rewrite IH. fold (worst (map (fast_result A) rest)).
  destruct (k <=? rank (fast_result A r)) eqn:H.
  - rewrite (may_reach_result k A r E H). cbn. symmetry. apply Nat.leb_le. apply Nat.leb_le in H.
    etransitivity; [exact H | apply Nat.le_max_l].
  - rewrite andb_false_r. cbn [orb]. apply Nat.leb_gt in H. apply eq_true_iff_eq. rewrite !Nat.leb_le.
    split; intros H'; [etransitivity; [exact H' | apply Nat.le_max_r] |]. apply Nat.max_le in H'.
    destruct H' as [H' | H']; [| exact H']. now apply Nat.lt_nge in H.
Qed.

(** Whether two conditions are written alike. *)
Definition same_operator (op oq : operator) : bool :=
  match op, oq with GE, GE | GT, GT | LE, LE | LT, LT => true | _, _ => false end.

Definition same_list {X : Type} (same : X -> X -> bool) : list X -> list X -> bool :=
  fix go xs ys :=
    match xs, ys with
    | [], [] => true
    | x :: xs, y :: ys => same x y && go xs ys
    | _, _ => false
    end.

Definition same_leaf (l m : leaf) : bool :=
  match l, m with
  | Present f, Present g => f =? g
  | Bound f op x, Bound g oq y => (f =? g) && same_operator op oq && (x =? y)%Z
  | Chosen f os, Chosen g ps => (f =? g) && same_list Nat.eqb os ps
  | _, _ => false
  end.

Definition same_number (how how' : how_many) : bool :=
  match how, how' with All, All | Any, Any => true | At_least k, At_least j => k =? j | _, _ => false end.

Fixpoint same_condition (c d : condition) : bool :=
  match c, d with
  | Leaf l, Leaf m => same_leaf l m
  | Of how cs, Of how' ds => same_number how how' && same_list same_condition cs ds
  | _, _ => false
  end.

(** A rule with the same condition is tried first, since it mostly suffices. *)
Definition twins_first (r : rule) (newer : rules) : rules :=
  filter (fun q => same_condition (when q) (when r)) newer ++ newer.

Lemma twins_first_same V r newer A : rank (evaluate V (twins_first r newer) A) = rank (evaluate V newer A).
Proof.
  apply Nat.le_antisymm; apply worst_least; intros o Ho; apply in_map_iff in Ho; destruct Ho as [q [<- Hq]];
    apply worst_bounds, in_map; unfold twins_first in *.
  - apply in_app_or in Hq. destruct Hq as [Hq | Hq]; [now apply filter_In in Hq | assumption].
  - apply in_or_app. now right.
Qed.

Definition fast_lowered (V : vocabulary) (R : rules) (new : vocabulary) (newer : rules) : list point :=
  flat_map
    (fun r =>
       let ready := map (make_ready new) (twins_first r newer) in
       map fst (filter (fun p => negb (fast_reaches ready (person_of (fst p)) (rank (snd p)))) (places V new r)))
    R.

Theorem fast_lowered_same V R new newer : fast_lowered V R new newer = lowered V R new newer.
Proof.
  unfold fast_lowered, lowered. cbv zeta. apply flat_map_ext. intros r. f_equal. apply filter_ext. intros p.
  rewrite fast_reaches_same, fast_evaluate_same, twins_first_same, Nat.ltb_antisym. reflexivity.
Qed.

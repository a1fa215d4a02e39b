(** * Two checks that can be run: which rule sets are sound, and whether a release gives anybody less

    [sound] is what the loader demands of a rule set, as far as it concerns the laws. [failures] is the release check: the
    people of the old rules who get less from the new ones, found at the least severe point of every term. [closes] lists
    the questions that are put to fewer of them. *)

From Coq Require Import ZArith Arith Bool List.
Import ListNotations.
From Triage Require Import Language.

(** ** Sound rule sets *)

Definition none_in (ns ms : list name) : bool := forallb (fun n => negb (mem n ms)) ns.

Fixpoint distinct (ns : list name) : bool :=
  match ns with [] => true | n :: rest => negb (mem n rest) && distinct rest end.

(** On the grid of rule files: at most six decimals, at most 10^8, whole where only whole numbers make sense. *)
Definition on_grid (whole : bool) (x : Z) : bool :=
  ((x mod 10 =? 0) && (Z.abs x <=? 100000000 * scale))%Z && (negb whole || is_whole x).

Definition quantity_fits (low high : Z) (whole : bool) (plausible : Z * Z) (worse : direction) : bool :=
  on_grid whole low && on_grid whole high && (low <? high)%Z
  && on_grid whole (fst plausible) && on_grid whole (snd plausible)
  && (low <=? fst plausible)%Z && (fst plausible <=? snd plausible)%Z && (snd plausible <=? high)%Z
  && match worse with
     | Both bottom top =>
         on_grid whole bottom && on_grid whole top && (low <=? bottom)%Z && (bottom <=? top)%Z && (top <=? high)%Z
     | _ => true
     end.

Definition is_lower (op : operator) : bool := match op with GE | GT => true | LE | LT => false end.

(** A bound points in a direction that is worse, and stays outside the band. *)
Definition points_right (worse : direction) (op : operator) (line : Z) : bool :=
  match worse with
  | Higher => is_lower op
  | Lower => negb (is_lower op)
  | Both bottom top => negb (compare op bottom line) && negb (compare op top line)
  end.

(** A bound is met by some value of the range and missed by another. *)
Definition tells (low high : Z) (op : operator) (line : Z) : bool :=
  if is_lower op then compare op high line && negb (compare op low line)
  else compare op low line && negb (compare op high line).

(** A leaf of a rule, definition or implication ([strict]), or of an [asked_if], in which any bound may stand. *)
Definition leaf_fits (V : vocabulary) (strict : bool) (l : leaf) : bool :=
  match owner V (about l) with
  | None => false
  | Some F =>
      (name_of F =? about l) && negb (strict && context F)
      && match l, kind_of F with
         | Present _, Flag => true
         | Bound _ op line, Quantity low high whole _ worse =>
             on_grid whole line && tells low high op line && (negb strict || points_right worse op line)
         | Chosen _ os, Choice known =>
             negb (length os =? 0) && distinct os && forallb (fun o => mem o (unsure_option :: known)) os
         | _, _ => false
         end
  end.

(** Every answer that meets the narrow leaf meets the wide one. *)
Definition covers (wide narrow : leaf) : bool :=
  match wide, narrow with
  | Present f, Present g => f =? g
  | Bound f op x, Bound g oq y =>
      (f =? g) && Bool.eqb (is_lower op) (is_lower oq)
      && (if (x =? y)%Z then match op, oq with GT, GE | LT, LE => false | _, _ => true end
          else Bool.eqb (x <? y)%Z (is_lower op))
  | Chosen f os, Chosen g ps => (f =? g) && forallb (fun o => mem o os) ps
  | _, _ => false
  end.

Definition flags_of (V : vocabulary) (l : leaf) : list name :=
  filter (fun g => existsb (fun s => covers s l) (implied_by V g)) (map name_of V).

Definition named (c : condition) : list name := map about (leaves c).
Definition made_yes (V : vocabulary) (c : condition) : list name := flat_map (flags_of V) (leaves c).

(** Members that are counted share no finding, and none implies another. *)
Fixpoint apart (V : vocabulary) (cs : list condition) : bool :=
  match cs with
  | [] => true
  | c :: rest =>
      forallb (fun d => none_in (named d) (named c ++ made_yes V c) && none_in (made_yes V d) (named c)) rest
      && apart V rest
  end.

(** [All] and [Any] may name a finding twice; members that are counted may not. *)
Fixpoint counts_fit (V : vocabulary) (c : condition) : bool :=
  match c with
  | Leaf _ => true
  | Of how cs =>
      (1 <=? needed how cs) && (needed how cs <=? length cs)
      && match how with At_least _ => apart V cs | _ => true end
      && forallb (counts_fit V) cs
  end.

Definition term_limit : Z := 4096.

(** In how many terms a condition opens; what lies beyond the limit is all the same. *)
Definition capped (x : Z) : Z := Z.min x (term_limit + 1).

Fixpoint ways_to_pick (k : nat) (counts : list Z) : Z :=
  match counts, k with
  | _, 0 => 1%Z
  | [], S _ => 0%Z
  | x :: rest, S j => capped (x * ways_to_pick j rest + ways_to_pick k rest)%Z
  end.

Fixpoint count_terms (c : condition) : Z :=
  match c with Leaf _ => 1%Z | Of how cs => ways_to_pick (needed how cs) (map count_terms cs) end.

Definition condition_fits (V : vocabulary) (strict : bool) (c : condition) : bool :=
  forallb (leaf_fits V strict) (leaves c) && (Z.of_nat (length (leaves c)) <=? term_limit)%Z
  && counts_fit V c && (count_terms c <=? term_limit)%Z.

Definition outcome_fits (o : outcome) : bool :=
  match o with Found Emergency _ => true | Found _ At_once => false | _ => true end.

Definition is_emergency (o : outcome) : bool := match o with Found Emergency _ => true | _ => false end.

Definition rule_fits (V : vocabulary) (r : rule) : bool :=
  condition_fits V true (when r)
  && outcome_fits (sure_outcome r) && outcome_fits (when_unsure r)
  && negb (rank (sure_outcome r) =? 0) && (rank (when_unsure r) <=? rank (sure_outcome r))
  && negb (is_emergency (sure_outcome r) && (rank (when_unsure r) =? 0)).

Definition lists_unsure (l : leaf) : bool := match l with Chosen _ os => mem unsure_option os | _ => false end.

Definition implication_fits (V : vocabulary) (F : finding) (i : leaf * name) : bool :=
  leaf_fits V true (fst i) && (about (fst i) =? name_of F) && negb (lists_unsure (fst i))
  && match owner V (snd i) with
     | Some G => (name_of G =? snd i) && match kind_of G with Flag => true | _ => false end
     | None => false
     end.

(** What is left of some findings after those whose [below] are all gone are taken away, in so many rounds. *)
Fixpoint peeled (rounds : nat) (below : name -> list name) (left : list name) : list name :=
  match rounds with
  | 0 => left
  | S fewer => let still := peeled fewer below left in filter (fun f => existsb (fun g => mem g still) (below f)) still
  end.

Definition no_circle (V : vocabulary) (below : name -> list name) : bool :=
  match peeled (length V) below (map name_of V) with [] => true | _ => false end.

(** The flags from which a flag follows, and the findings in the [asked_if] of a finding. *)
Definition flags_before (V : vocabulary) (f : name) : list name :=
  flat_map (fun l => match l with Present h => [h] | _ => [] end) (parents V f).

Definition asked_over (V : vocabulary) (f : name) : list name :=
  match owner V f with
  | Some F => match asked_if F with Some c => named c | None => [] end
  | None => []
  end.

(** A critical finding is closed by gates only, through all steps. *)
Fixpoint gates_only (steps : nat) (V : vocabulary) (f : name) : bool :=
  match steps with
  | 0 => true
  | S fewer =>
      forallb (fun g => match owner V g with Some G => gate G | None => false end && gates_only fewer V g) (asked_over V f)
  end.

Definition has_harmless (V : vocabulary) (R : rules) (F : finding) : bool :=
  match kind_of F with
  | Choice os => existsb (fun o => harmless V R (name_of F) (Option o)) os
  | _ => true
  end.

Definition finding_fits (V : vocabulary) (R : rules) (F : finding) : bool :=
  match kind_of F with
  | Flag => true
  | Quantity low high whole plausible worse =>
      quantity_fits low high whole plausible worse && match aliases F with [] => true | _ => false end
  | Choice os =>
      negb (mem unsure_option os) && distinct os && match aliases F with [] => true | _ => false end
  end
  && has_harmless V R F
  && forallb (implication_fits V F) (implies F)
  && negb (critical F && (context F || negb (is_person V (name_of F))))
  && match asked_if F with Some c => condition_fits V false c | None => true end
  && negb (critical F && negb (gates_only (length V) V (name_of F))).

Definition sound (V : vocabulary) (R : rules) : bool :=
  distinct (flat_map names V)
  && no_circle V (flags_before V)
  && no_circle V (asked_over V)
  && forallb (finding_fits V R) V
  && forallb (rule_fits V) R.

(** ** Terms *)

(** Every way of taking one from each. *)
Fixpoint each {X : Type} (xss : list (list X)) : list (list X) :=
  match xss with [] => [[]] | xs :: rest => flat_map (fun x => map (cons x) (each rest)) xs end.

Fixpoint pick (k : nat) (tss : list (list (list leaf))) : list (list leaf) :=
  match tss, k with
  | _, 0 => [[]]
  | [], S _ => []
  | ts :: rest, S j => flat_map (fun t => map (app t) (pick j rest)) ts ++ pick k rest
  end.

(** The terms of a condition: lists of leaves, each of which makes it hold. *)
Fixpoint terms (c : condition) : list (list leaf) :=
  match c with Leaf l => [[l]] | Of how cs => pick (needed how cs) (map terms cs) end.

(** ** Least severe points

    A demand is a leaf over somebody's answer, and whether a doubt is enough to meet it. *)

Definition demand := (leaf * bool)%type.

Definition demands (V : vocabulary) (doubt : bool) (t : list leaf) : list (list demand) :=
  each (map (fun l => map (fun w => (fst w, doubt && snd w)) (ways V l)) t).

Definition over (n : name) (D : list demand) : list demand := filter (fun d => about (fst d) =? n) D.

Definition read_as (V : vocabulary) (n : name) (a : answer) : list answer :=
  match a with Unsure => readings V n | _ => [a] end.

(** One answer meets all that is demanded of its finding, its doubts in one single reading. *)
Definition satisfies (V : vocabulary) (n : name) (a : answer) (D : list demand) : bool :=
  forallb (fun d => snd d || meets a (fst d)) (over n D)
  && existsb (fun b => forallb (fun d => negb (snd d) || meets b (fst d)) (over n D)) (read_as V n a).

(** The value on a line, or just inside it, that meets a bound. *)
Definition step (whole : bool) : Z := if whole then scale else 1%Z.

Definition inside (whole : bool) (op : operator) (line : Z) : Z :=
  match op with GE | LE => line | GT => line + step whole | LT => line - step whole end%Z.

Definition lowest (whole : bool) (low : Z) (D : list demand) : Z :=
  fold_right
    (fun d x => match fst d with
                | Bound _ op line => if is_lower op then Z.max (inside whole op line) x else x
                | _ => x
                end)
    low D.

Definition highest (whole : bool) (high : Z) (D : list demand) : Z :=
  fold_right
    (fun d x => match fst d with
                | Bound _ op line => if is_lower op then x else Z.min (inside whole op line) x
                | _ => x
                end)
    high D.

Definition floor_to (whole : bool) (x : Z) : Z := if whole then (x / scale * scale)%Z else x.
Definition ceil_to (whole : bool) (x : Z) : Z := (- floor_to whole (- x))%Z.

(** Of an interval of the old range, the numbers that are least severe in the new vocabulary: one end; or with a band the
    values nearest to its bottom on both sides, which are one and the same unless only whole numbers count. *)
Definition least_numbers (new : vocabulary) (n : name) (whole : bool) (lo hi : Z) : list Z :=
  match owner new n with
  | Some F =>
      match kind_of F with
      | Quantity _ _ _ _ Higher => [lo]
      | Quantity _ _ _ _ Lower => [hi]
      | Quantity _ _ _ _ (Both bottom _) =>
          let below := Z.min hi (floor_to whole bottom) in
          let above := Z.max lo (ceil_to whole bottom) in
          if (below =? above)%Z then [below] else [below; above]
      | _ => []
      end
  | None => []
  end.

Definition least (V new : vocabulary) (D : list demand) (n : name) : list answer :=
  let fits a := accepts V n a && satisfies V n a D in
  match owner V n with
  | Some F =>
      match kind_of F with
      | Flag => if fits Unsure then [Unsure] else filter fits [Yes]
      | Quantity low high whole _ _ =>
          filter fits
            (Unsure :: map Number (least_numbers new n whole (lowest whole low (over n D)) (highest whole high (over n D))))
      | Choice os => filter fits (Unsure :: map Option os)
      end
  | None => []
  end.

(** Answers that stand in a list. *)
Definition point := list (name * answer).
Definition person_of (p : point) : symptoms := fold_right (fun e A => set (fst e) (snd e) A) nothing p.

Definition points (V new : vocabulary) (D : list demand) : list point :=
  each (map (fun n => map (pair n) (least V new D n)) (nodup Nat.eq_dec (map (fun d => about (fst d)) D))).

(** The least severe points of an old rule, each with what the rule gives there. *)
Definition places (V new : vocabulary) (r : rule) : list (point * outcome) :=
  flat_map
    (fun t => map (fun p => (p, sure_outcome r)) (flat_map (points V new) (demands V false t))
              ++ map (fun p => (p, when_unsure r)) (flat_map (points V new) (demands V true t)))
    (terms (when r)).

(** ** The release check *)

(** Answers to one finding which together show whether another vocabulary takes all that this one takes. *)
Definition samples (F : finding) : list answer :=
  match kind_of F with
  | Flag => [Yes; No; Unsure]
  | Quantity low high _ _ _ => [Unsure; Number low; Number (low + 1); Number high]
  | Choice os => Unsure :: map Option os
  end.

(** What the new front door refuses of the old one's answers. *)
Definition refused (V new : vocabulary) : list point :=
  flat_map
    (fun F => flat_map
       (fun n => map (fun a => [(n, a)])
                     (filter (fun a => accepts V n a && negb (accepts new n a)) (samples F)))
       (names F))
    V.

(** The old points that get less than the old rule gives there. *)
Definition lowered (V : vocabulary) (R : rules) (new : vocabulary) (newer : rules) : list point :=
  flat_map
    (fun r => map fst (filter (fun p => rank (evaluate new newer (person_of (fst p))) <? rank (snd p)) (places V new r)))
    R.

Definition failures (V : vocabulary) (R : rules) (new : vocabulary) (newer : rules) : list point :=
  refused V new ++ lowered V R new newer.

(** Somebody gets less: their answers are refused now, or the outcome is lower. *)
Definition goes_lower (V : vocabulary) (R : rules) (new : vocabulary) (newer : rules) (A : symptoms) : Prop :=
  valid V A /\ (~ valid new A \/ rank (evaluate new newer A) < rank (evaluate V R A)).

(** Two sets of answers in which no name has two different ones, and both in one. *)
Definition agree (A1 A2 : symptoms) : Prop := forall n a b, A1 n = Some a -> A2 n = Some b -> a = b.
Definition together (A1 A2 : symptoms) : symptoms := fun n => match A1 n with Some a => Some a | None => A2 n end.

(** One answer that an unsure one may stand for: any that is acceptable; in files of format 1 a choice stays unsure. *)
Definition stands_for (V : vocabulary) (n : name) (b : answer) : Prop :=
  accepts V n b = true /\ forall F os, owner V n = Some F -> kind_of F = Choice os -> doubtful F = false -> b = Unsure.

(** Each unsure answer is replaced by one that it may stand for; all others stay. *)
Definition resolves (V : vocabulary) (A B : symptoms) : Prop :=
  forall n, if is_unsure (A n) then exists b, B n = Some b /\ stands_for V n b else B n = A n.

(** The new rule set puts a question to somebody, unless it is one whose flag is known. *)
Definition still_asked (new : vocabulary) (A : symptoms) (n : name) : Prop :=
  open new A n = true \/ ((exists F, owner new n = Some F /\ name_of F = n) /\ known new A n = true).

(** It puts to somebody all that the old one does. *)
Definition still_asks (V new : vocabulary) (A : symptoms) : Prop := forall n, open V A n = true -> still_asked new A n.

(** ** What a release closes

    Everybody who meets one of the ways to be asked that the old vocabulary has meets one that the new one has. *)
Definition no_narrower (before after : option condition) : bool :=
  match before, after with
  | _, None => true
  | None, Some _ => false
  | Some c, Some d =>
      forallb (fun s => existsb (fun t => forallb (fun m => existsb (covers m) s) t) (terms d)) (terms c)
  end.

(** The new finding that has an old one's name as its own, and no name of another old one. *)
Definition still_there (V new : vocabulary) (F : finding) : option finding :=
  match owner new (name_of F) with
  | Some G =>
      if (name_of G =? name_of F)
         && forallb (fun m => mem m (names F) || match owner V m with Some _ => false | None => true end) (names G)
      then Some G else None
  | None => None
  end.

(** An old question is put to the person as before: there is no more that must be so first. *)
Definition asks_as_before (V new : vocabulary) (F : finding) : bool :=
  match still_there V new F with
  | Some G => is_person new (name_of F) && no_narrower (asked_if F) (asked_if G)
  | None => false
  end.

(** What is answered to an old finding, or implies it, is as much or as little certain as before: no name of it is gone, it
    is open to the same doubts, all that implied it does, and what was implausible is. *)
Definition tells_as_before (V new : vocabulary) (F : finding) : bool :=
  match still_there V new F with
  | Some G =>
      forallb (fun m => mem m (names G)) (names F)
      && (is_app new (name_of F) || negb (is_app V (name_of F)))
      && forallb (fun s => existsb (fun t => covers t s) (implied_by new (name_of F))) (implied_by V (name_of F))
      && match kind_of F, kind_of G with
         | Quantity least most _ (low, high) _, Quantity _ _ _ (low', high') _ =>
             ((low <=? low') || (low <=? least))%Z && ((high' <=? high) || (most <=? high))%Z
         | Quantity _ _ _ _ _, _ => false
         | _, _ => true
         end
  | None => false
  end.

Definition asked_of_everybody (V : vocabulary) (n : name) : bool :=
  is_person V n && match owner V n with Some F => match asked_if F with None => true | _ => false end | None => false end.

(** A leaf in whose place somebody may have less than before, when these questions are put to fewer people: it is about one of
    them; or about a flag that is known from one, unless everybody is asked the flag itself. *)
Definition tells_less (V new : vocabulary) (closed : list name) (l : leaf) : bool :=
  match owner V (about l) with
  | Some F =>
      negb (tells_as_before V new F) || mem (about l) closed
      || negb (asked_of_everybody new (about l)) && existsb (fun s => mem (about s) closed) (implied_by V (about l))
  | None => false
  end.

Definition hangs_on (V new : vocabulary) (closed : list name) (F : finding) : bool :=
  match owner new (name_of F) with
  | Some G => match asked_if G with Some d => existsb (tells_less V new closed) (leaves d) | None => false end
  | None => false
  end.

(** Found in rounds, from "nothing is closed": whoever is asked less of what decides is asked less of what hangs on it. *)
Fixpoint closes_in (rounds : nat) (V new : vocabulary) : list name :=
  match rounds with
  | 0 => []
  | S fewer =>
      let before := closes_in fewer V new in
      map name_of
        (filter (fun F => is_person V (name_of F) && (negb (asks_as_before V new F) || hangs_on V new before F)) V)
  end.

(** The questions that a release may close for somebody: each needs a reason. *)
Definition closes (V new : vocabulary) : list name := closes_in (S (length V)) V new.

(** ** Whether a person is consistent *)

Definition is_own_name (V : vocabulary) (n : name) : bool :=
  match owner V n with Some F => name_of F =? n | None => false end.

Definition is_consistent (V : vocabulary) (R : rules) (p : point) : bool :=
  let P := person_of p in
  let asked := asked_for V P in
  forallb (fun e => accepts V (fst e) (snd e) && is_own_name V (fst e)
                    && (negb (is_person V (fst e)) || mem (fst e) asked || implied_for V P asked (fst e)
                        || harmless V R (fst e) (snd e))) p
  && forallb (fun F => negb (existsb (given P) (implied_by V (name_of F)))
                       || match P (name_of F) with
                          | Some Yes => true
                          | None => negb (is_person V (name_of F))
                          | _ => false
                          end) V.

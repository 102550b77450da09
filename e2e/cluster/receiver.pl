# A receiver of webhooks for the check: prints a line for each delivery (status that it answered, id, time and signature from the headers, the body) and takes it,
# but for the first, which it refuses, to see it come again.
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
my $server = IO::Socket::INET->new(LocalPort => 8080, Listen => 16, ReuseAddr => 1) or die "port 8080: $!";
my $status = '503 Service Unavailable';
while (my $client = $server->accept) {
  my %header;
  my $request = <$client>;
  while (defined(my $line = <$client>)) {
    $line =~ s/\r?\n$//;
    last if $line eq '';
    my ($name, $value) = split /:\s*/, $line, 2;
    $header{lc $name} = $value;
  }
  if (!$header{'webhook-id'}) {
    close $client;
    next;
  }
  read $client, my $body, $header{'content-length'};
  print substr($status, 0, 3), "\t", join("\t", map { $header{"webhook-$_"} } qw(id timestamp signature)), "\t$body\n";
  print $client "HTTP/1.1 $status\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  close $client;
  $status = '204 No Content';
}
